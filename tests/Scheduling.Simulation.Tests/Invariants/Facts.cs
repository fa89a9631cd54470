using System.Text.Json;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

/// <summary>What checkers are shown, as it would be if all were well; a test changes the one thing that is not.</summary>
internal static class Facts
{
    public const string Node = "n0#1";

    public const int PoisonAfter = 3;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>The first occurrence of a row.</summary>
    public static readonly DateTimeOffset Due = Agenda.Start + Period;

    public static RowFacts Row(Recurrence? when = null) => new(
        "s1", Incarnation: 1, Version: 1, Cluster.Common, JsonSerializer.Serialize(when ?? Recurrence.Every(Period, Agenda.Start)), CatchUpPolicy.Latest, OverlapPolicy.Skip, Due, true, Node, 0);

    public static Claim Claim(RowFacts row) => new(row.Id, row.Version, row.NextDue!.Value, row.NextDue.Value, row.NextDue + Period, 0, Guid.NewGuid());

    /// <summary>The row that a claim has made of a run.</summary>
    public static StoredRun Stored(RowFacts row, Claim claim) => new()
    {
        Id = claim.RunId,
        ScheduleId = row.Id,
        Incarnation = row.Incarnation,
        Job = row.Job,
        Occurrence = claim.Occurrence,
        Fence = 2,
        Attempt = 1,
        Node = Node,
        State = RunState.Claimed,
        LeaseUntil = claim.Occurrence + Lease,
        ClaimedAt = claim.Occurrence,
    };

    public static RunFacts Run(RowFacts row, Claim claim, long sequence = 1) => new(Stored(row, claim), row.Overlap, sequence);

    /// <summary>How a run stands that waits for others to end.</summary>
    public static StoredRun Buffered(RowFacts row, DateTimeOffset occurrence) =>
        Stored(row, Claim(row)) with { Occurrence = occurrence, State = RunState.Buffered, Attempt = 0, Fence = 0, LeaseUntil = occurrence + Lease };

    /// <summary>The run of a row's first occurrence.</summary>
    public static RunFacts Run() => Run(Row(), Claim(Row()));

    /// <summary>What the store answers when a run was taken over.</summary>
    public static StoredRun Taken(RunFacts run) => Stored(Row(), Claim(Row())) with { Id = run.Id, Attempt = run.Attempt + 1, Fence = run.Fence + 1 };

    public static RunContext Context(RunFacts run) =>
        new() { ScheduleId = run.ScheduleId, Job = run.Job, RunId = run.Id, Occurrence = run.Occurrence, Attempt = run.Attempt, Incarnation = 1 };
}
