using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Units;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Gathers what triggers write. The rows are locked, so that nothing is compared when they are written.</summary>
/// <param name="numbers">Fences.</param>
internal sealed class TriggerWrites(IEnumerable<long> numbers) : IRunWrites
{
    private readonly Queue<long> _numbers = new(numbers);
    private readonly HashSet<RunEntity> _changed = [];

    public List<RunEntity> Made { get; } = [];

    /// <summary>Runs that were there before.</summary>
    public IReadOnlyList<RunEntity> Changed => [.. _changed.Except(Made)];

    public long Draw() => _numbers.Dequeue();

    public void Add(RunEntity run) => Made.Add(run);

    public void Change(RunEntity run) => _changed.Add(run);

    public void Hold(RunEntity run)
    {
    }

    public void Change(ScheduleEntity schedule)
    {
    }
}
