namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Remembers roughly which schedules have a policy that weighs their open runs, so that claims of others are spared a statement that takes twice as long to plan. A wrong guess costs time alone.
/// Safe for use by many threads.
/// </summary>
internal sealed class WeighedSchedules
{
    private readonly bool[] _slots = new bool[1 << 16];

    public void Add(string scheduleId) => SlotOf(scheduleId) = true;

    public bool Knows(string scheduleId) => SlotOf(scheduleId);

    private ref bool SlotOf(string scheduleId) => ref _slots[string.GetHashCode(scheduleId, StringComparison.Ordinal) & (_slots.Length - 1)];
}
