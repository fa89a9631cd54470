using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A schedule's row, as the store's answers show it.</summary>
internal sealed record RowFacts(
    string Id, long Incarnation, long Version, string Job, string Recurrence, CatchUpPolicy CatchUp, OverlapPolicy Overlap, DateTimeOffset? NextDue, bool IsActive, string Owner, long Since)
{
    /// <summary>The nominal time of the next occurrence; null: the one at which it is due.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    public long? Remaining { get; init; }

    public TimeSpan? CatchUpWindow { get; init; }

    public int BufferLimit { get; init; } = 100;

    public DateTimeOffset? Nominal => NextOccurrence ?? NextDue;

    /// <summary>When it became claimable, in true time since the start.</summary>
    public long? DueSince => IsActive && NextDue is { } due ? Math.Max((due - Kernel.Agenda.Start).Ticks, Since) : null;

    public Recurrence When { get; } = RecurrenceText.Read(Recurrence);

    public static RowFacts Of(StoredSchedule row, long now) => new(
        row.Id, row.Incarnation, row.Version, row.Definition.Job, row.Definition.Recurrence, row.Definition.CatchUp, row.Definition.Overlap, row.NextDue,
        row.State == ScheduleState.Active, row.Owner, now)
    {
        NextOccurrence = row.NextOccurrence,
        Remaining = row.Remaining,
        CatchUpWindow = row.Definition.CatchUpWindow,
        BufferLimit = row.Definition.BufferLimit,
    };
}
