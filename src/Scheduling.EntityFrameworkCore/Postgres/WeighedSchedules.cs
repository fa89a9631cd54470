namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Remembers roughly which schedules the short statement of claims does not take (see <see cref="ClaimSql"/>), so that claims of the others are spared the long one. A wrong guess costs time alone.
/// Safe for use by many threads.
/// </summary>
internal sealed class WeighedSchedules
{
    private readonly bool[] _slots = new bool[1 << 16];

    public void Add(string scheduleId) => SlotOf(scheduleId) = true;

    public bool Knows(string scheduleId) => SlotOf(scheduleId);

    private ref bool SlotOf(string scheduleId) => ref _slots[string.GetHashCode(scheduleId, StringComparison.Ordinal) & (_slots.Length - 1)];
}
