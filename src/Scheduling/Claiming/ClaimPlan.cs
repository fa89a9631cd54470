using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>Says what is to be claimed of a schedule that is due. Pure.</summary>
internal static class ClaimPlan
{
    /// <param name="head">The schedule.</param>
    /// <param name="recurrence">Its recurrence.</param>
    /// <param name="now">The store's time, as far as is known.</param>
    /// <param name="runId">The id for the run.</param>
    /// <param name="nextId">Makes an id for those that are passed over.</param>
    public static Claim Of(ScheduleHead head, Recurrence recurrence, DateTimeOffset now, Guid runId, Func<Guid> nextId)
    {
        ChainPoint present = new(head.NextOccurrence ?? head.NextDue, head.NextDue, head.Remaining);
        var step = Chain.Advance(new ChainRules(head.Id, recurrence, head.CatchUp, head.CatchUpWindow), present, now);
        return new Claim(head.Id, head.Version, head.NextDue, step.Run?.Occurrence ?? present.Occurrence, step.Next?.Occurrence, step.Missed?.Count ?? 0, runId)
        {
            RunsNothing = step.Run is null,
            OccurrenceDue = Beside(step.Run),
            NextDue = Beside(step.Next),
            Remaining = step.Next?.Remaining,
            MissedRun = step.Missed is { } missed ? new MissedRun(nextId(), missed.First, missed.Last) : null,
        };
    }

    private static DateTimeOffset? Beside(ChainPoint? point) => point is { } at && at.Due != at.Occurrence ? at.Due : null;
}
