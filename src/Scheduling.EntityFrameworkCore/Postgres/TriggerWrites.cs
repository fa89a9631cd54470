using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Gathers what triggers write. The rows are locked, so that nothing is compared when they are written.</summary>
/// <param name="numbers">Fences.</param>
internal sealed class TriggerWrites(IEnumerable<long> numbers) : IRunWrites
{
    private readonly Queue<long> _numbers = new(numbers);
    private readonly HashSet<RunEntity> _changed = [];

    public List<RunEntity> Made { get; } = [];

    /// <summary>The runs that are cancelled and told of. What their callbacks copy has not been read.</summary>
    public List<Guid> Told { get; } = [];

    /// <summary>Runs that were there before.</summary>
    public IReadOnlyList<RunEntity> Changed => [.. _changed.Except(Made)];

    public long Draw() => _numbers.Dequeue();

    public void Add(RunEntity run)
    {
        if (run.CallbackOf is null)
        {
            Made.Add(run);
        }
        else
        {
            Told.Add(CallbackRuns.RunOf(run.Id));
        }
    }

    public void Change(RunEntity run) => _changed.Add(run);

    public void Hold(RunEntity run)
    {
    }

    public void Change(ScheduleEntity schedule)
    {
    }
}
