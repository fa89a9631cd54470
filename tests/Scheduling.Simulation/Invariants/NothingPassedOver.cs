using Cronos;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>The chain: a claim takes the occurrence that the row says, or the latest one that is due, counts the ones between, and leaves the one that follows it.</summary>
internal sealed class NothingPassedOver(World world) : Checker(world)
{
    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (!row.IsActive || row.NextDue != claim.Due || row.Version != claim.Version)
        {
            Violate($"{row.Id}: {node} claims {claim.Due:O} of version {claim.Version}, but the row has {row.NextDue:O} and version {row.Version}{(row.IsActive ? "" : ", not active")}.");
            return;
        }

        var (at, missed) = (claim.Due, 0L);
        while (at < claim.Occurrence && Next(row.When, at) is { } next)
        {
            (at, missed) = (next, missed + 1);
        }

        var follows = Next(row.When, claim.Occurrence);
        if (at != claim.Occurrence || missed != claim.Missed || follows != claim.Next || (missed > 0 && row.CatchUp == CatchUpPolicy.All))
        {
            Violate($"{row.Id} ({row.When}): {node} claims {claim.Occurrence:O} at {claim.Due:O}, {claim.Missed} missed (in truth {missed}), and leaves {claim.Next:O} (in truth {follows:O}).");
        }
    }

    private static DateTimeOffset? Next(Recurrence when, DateTimeOffset after)
    {
        switch (when.Kind)
        {
            case RecurrenceKind.Once:
                return when.At > after ? when.At : null;
            case RecurrenceKind.Every:
                var steps = ((after - when.Anchor!.Value).Ticks / when.Period!.Value.Ticks) + 1;
                return after < when.Anchor ? when.Anchor : when.Anchor + (steps * when.Period.Value);
            default:
                var zone = TimeZoneInfo.FindSystemTimeZoneById(when.TimeZone!);
                return CronExpression.Parse(when.Expression!).GetNextOccurrence(after, zone)?.ToUniversalTime();
        }
    }
}
