using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Nodes;
using Scheduling.Simulation.Workload;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

/// <summary>A small world in which nothing fails and nobody does anything but the test, and one of its checkers.</summary>
internal sealed class Stage<TChecker>
    where TChecker : Checker
{
    public Stage(Mutation? mutation = null, int slots = 8, int window = 16)
    {
        World = new World(
            new Scenario(Seed: 0, TimeSpan.FromHours(24))
            {
                Nodes = 2,
                Schedules = 1,
                Slots = slots,
                Window = window,
                Lease = Facts.Lease,
                Grace = TimeSpan.FromSeconds(1.5),
                PoisonAfter = Facts.PoisonAfter,
                KeepRuns = 20,
            },
            mutation ?? Mutation.None,
            timeline: null);
        Checker = World.Checkers.OfType<TChecker>().Single();
    }

    public World World { get; }

    public TChecker Checker { get; }

    /// <summary>What the checker has found.</summary>
    public IReadOnlyList<string> Found => [.. World.Violations.Where(violation => violation.Checker == typeof(TChecker).Name).Select(violation => violation.Text)];

    public void Pass(TimeSpan span) => World.Agenda.GoTo(World.Agenda.Now + span.Ticks, long.MaxValue);

    public void GoTo(DateTimeOffset instant) => World.Agenda.GoTo((instant - Agenda.Start).Ticks, long.MaxValue);

    /// <summary>Starts a node, and gives it time to read the store.</summary>
    public Process Start(int machine = 0)
    {
        World.Cluster.Start(machine);
        Pass(TimeSpan.FromSeconds(5));
        return World.Cluster.Up.Single(process => process.Machine == machine);
    }

    /// <summary>A handler of that run, on the node that holds it.</summary>
    public Handler Handler(RunFacts run, CancellationToken token = default) =>
        new(World.Cluster.Alive.FirstOrDefault(process => process.Name == run.Node) ?? Start(), Facts.Context(run), token);

    /// <summary>The store claims the row's next occurrence, and all checkers are shown it.</summary>
    public RunFacts Claim(RowFacts row)
    {
        var claim = Facts.Claim(row);
        World.Ledger.Claimed(Facts.Node, [claim], [new ClaimResult(ClaimVerdict.Claimed, null, Facts.Stored(row, claim), null)]);
        return World.Ledger.Find(claim.RunId)!;
    }

    /// <summary>The store buffers an occurrence, and all checkers are shown it.</summary>
    public RunFacts Buffer(RowFacts row, DateTimeOffset occurrence)
    {
        var claim = Facts.Claim(row) with { Occurrence = occurrence };
        var run = Facts.Buffered(row, occurrence) with { Id = claim.RunId };
        World.Ledger.Claimed(Facts.Node, [claim], [new ClaimResult(ClaimVerdict.Buffered, null, null, null) { Buffered = run.ToHead() }]);
        return World.Ledger.Find(claim.RunId)!;
    }

    /// <summary>Somebody asks for a run, and all checkers are shown that the store has it.</summary>
    public RunFacts Ask(RowFacts row, Guid? runId = null)
    {
        Trigger trigger = new(row.Id, runId ?? Guid.NewGuid(), RunCause.Triggered);
        RunHead head = new(trigger.RunId, row.Id, row.Job, 0, RunState.Waiting, World.Agenda.TrueTime, Facts.Node, false, CancelRequest.None);
        World.Ledger.Triggered(Facts.Node, [trigger], [new TriggerResult(TriggerVerdict.Accepted, head)]);
        return World.Ledger.Find(trigger.RunId)!;
    }

    /// <summary>A run ends, and all checkers are shown it.</summary>
    public void End(RunFacts run, RunHead? promoted = null) => World.Ledger.Finished(
        Facts.Node, [new Completion(run.Id, run.Attempt, RunState.Succeeded)], [new CompletionResult(true, RunState.Succeeded, null) { Promoted = promoted }]);

    /// <summary>The store saves a row, and all checkers are shown it.</summary>
    public RowFacts Save(RowFacts row)
    {
        World.Ledger.Saved(Facts.Node, [new SaveResult(true, Stored(row))]);
        return World.Ledger.Rows[row.Id];
    }

    /// <summary>A handler of that run begins, and goes on for a while.</summary>
    public void Begin(RunFacts run, CancellationToken token = default)
    {
        var handler = Handler(run, token);
        _ = World.Handlers.RunAsync(handler.Process, new Payload(0), handler.Run, handler.Token);
    }

    private static StoredSchedule Stored(RowFacts row) => new()
    {
        Definition = new ScheduleWrite { Id = row.Id, Job = row.Job, Recurrence = row.Recurrence, Overlap = row.Overlap, BufferLimit = row.BufferLimit, CatchUp = row.CatchUp, Owner = row.Owner },
        Version = row.Version,
        Incarnation = row.Incarnation,
        State = ScheduleState.Active,
        NextDue = row.NextDue,
        Owner = row.Owner,
        CreatedAt = Agenda.Start,
        UpdatedAt = Agenda.Start,
    };
}
