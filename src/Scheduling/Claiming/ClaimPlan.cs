using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Sleeping;
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
        ChainPoint present = new(head.NextOccurrence ?? head.NextDue, DueOf(head, recurrence), head.Remaining);
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

    /// <summary>The same claim to be sent again after a failure, which may have lasted: once its occurrence is too late, or with it another is due that would be run in its place, it is to be planned anew.</summary>
    public static Claim Repeated(Claim claim, ScheduleHead head) => claim with
    {
        NotAfter = head.CatchUp == CatchUpPolicy.All ? LatestRun(claim, head) : Earliest.Of(LatestRun(claim, head), (claim.NextDue ?? claim.Next)?.AddMicroseconds(-1)),
    };

    // Of one that was paused until a time, that is its due time: how late its occurrence is counts from its own, as after a resume.
    private static DateTimeOffset DueOf(ScheduleHead head, Recurrence recurrence) =>
        head.NextOccurrence is { } occurrence && Occurrences.DueOf(recurrence, head.Id, occurrence) is var own && own < head.NextDue ? own : head.NextDue;

    private static DateTimeOffset? LatestRun(Claim claim, ScheduleHead head) => !claim.RunsNothing && Chain.WindowOf(head.CatchUp, head.CatchUpWindow) is { } window
        && (claim.OccurrenceDue ?? claim.Occurrence) is var due && window < DateTimeOffset.MaxValue - due ? due + window : null;

    private static DateTimeOffset? Beside(ChainPoint? point) => point is { } at && at.Due != at.Occurrence ? at.Due : null;
}
