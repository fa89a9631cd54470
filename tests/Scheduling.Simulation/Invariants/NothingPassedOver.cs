using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Simulation.Workload;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>
/// The chain: a claim takes up where the row stands, counts and lists exactly what it passes over, and leaves what follows, by a reckoning of its own. What it passes over, the policy and the
/// window allow; and what it runs, they do not forbid.
/// </summary>
internal sealed class NothingPassedOver(World world) : Checker(world)
{
    private static readonly TimeSpan s_punctual = TimeSpan.FromSeconds(10);

    // A claim is planned a little before it is carried out, in a storm much, and by a clock that is not quite the store's.
    private TimeSpan Slack => World.Weather.CalmSince is { } calm && World.Agenda.Now - calm > Settling.After(World.Scenario).Ticks
        ? TimeSpan.FromSeconds(3)
        : TimeSpan.FromMinutes(3);

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (!row.IsActive || row.NextDue != claim.Due || row.Version != claim.Version)
        {
            Violate($"{row.Id}: {node} claims {claim.Due:O} of version {claim.Version}, but the row has {row.NextDue:O} and version {row.Version}{(row.IsActive ? "" : ", not active")}.");
            return;
        }

        // From where the row stands to what is run, or else to what is left.
        List<DateTimeOffset> passed = [];
        var (at, left) = (row.Nominal, row.Remaining);
        var end = claim.RunsNothing ? claim.Next : claim.Occurrence;
        while (at is { } occurrence && !(occurrence >= end) && passed.Count <= claim.Missed)
        {
            passed.Add(occurrence);
            (at, left) = Following(row, occurrence, left);
        }

        var (follows, remaining) = claim.RunsNothing || at is null ? (at, left) : Following(row, at.Value, left);
        if ((at != claim.Occurrence && !claim.RunsNothing) || passed.Count != claim.Missed || follows != claim.Next || (follows is null ? null : remaining) != claim.Remaining)
        {
            Violate($"{row.Id} ({row.When}): {node} claims {claim.Occurrence:O} at {claim.Due:O}, {claim.Missed} missed (in truth {passed.Count}), and leaves {claim.Next:O} (in truth {follows:O}), {claim.Remaining} remaining (in truth {remaining}).");
        }
        else if (claim.MissedRun is { } listed ? passed.Count == 0 || listed.First != passed[0] || listed.Last != passed[^1] : passed.Count > 0)
        {
            Violate($"{row.Id}: {node} lists {claim.MissedRun?.First:O} to {claim.MissedRun?.Last:O} as missed.");
        }
        else if (Unjust(row, claim, passed) is { } why)
        {
            Violate($"{row.Id} ({row.When}, {row.CatchUp}, window {row.CatchUpWindow:c}): {node} claims {claim.Occurrence:O}{(claim.RunsNothing ? ", running nothing," : "")} at {World.Agenda.TrueTime:O}, {claim.Missed} missed, and {why}.");
        }
    }

    private static (DateTimeOffset? At, long? Left) Following(RowFacts row, DateTimeOffset occurrence, long? left) =>
        left <= 1 ? (null, 0) : (Reckoning.Next(row.When, occurrence), left - 1);

    private string? Unjust(RowFacts row, Claim claim, List<DateTimeOffset> passed)
    {
        var now = World.Agenda.TrueTime;
        var window = row.CatchUpWindow ?? (row.CatchUp == CatchUpPolicy.None ? s_punctual : null);
        var due = claim.OccurrenceDue ?? claim.Occurrence;
        var nextDue = claim.NextDue ?? claim.Next;
        if (!claim.RunsNothing && !Reckoning.MayBeDue(row.When, claim.Occurrence, due))
        {
            return $"takes it for due at {due:O}";
        }

        if (claim.Next is { } next && !Reckoning.MayBeDue(row.When, next, nextDue!.Value))
        {
            return $"takes {next:O} for due at {nextDue:O}";
        }

        if (!claim.RunsNothing && due + window < now - Slack)
        {
            return "runs what is too late";
        }

        if (passed.Count > 0 && (row.CatchUp == CatchUpPolicy.All || claim.RunsNothing) && !(Occurrences.DueOf(row.When, row.Id, passed[^1]) + window < now + Slack))
        {
            return $"passes over {passed[^1]:O}, which is not too late";
        }

        return nextDue <= now - Slack && (row.CatchUp != CatchUpPolicy.All || claim.RunsNothing) ? $"leaves {nextDue:O}, which is due, and later" : null;
    }
}
