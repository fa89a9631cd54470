using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>What the store has carried out, in its order, as its answers show it; and what the handlers did. Shows all of it to the checkers.</summary>
internal sealed partial class Ledger(World world)
{
    private readonly Dictionary<string, RowFacts> _rows = [];
    private readonly Dictionary<Guid, RunFacts> _runs = [];
    private readonly List<RunFacts> _open = [];

    public long Sequence { get; private set; }

    public IReadOnlyDictionary<string, RowFacts> Rows => _rows;

    public IEnumerable<RunFacts> OpenRuns => _open.Where(run => run.Outcome is null);

    public IReadOnlyCollection<RunFacts> Runs => _runs.Values;

    /// <summary>When somebody changed something or a run began or ended: reasons for what a node asks the store.</summary>
    public long LastStir { get; private set; }

    private IReadOnlyList<Checker> Checkers => world.Checkers;

    /// <summary>What the store carries out now, it does for somebody who has given up on it.</summary>
    public bool IsTooLateToTell { get; set; }

    public RunFacts? Find(Guid runId) => _runs.GetValueOrDefault(runId);

    public void Stir() => LastStir = world.Agenda.Now;

    public void Called(string node, string operation)
    {
        Sequence++;
        world.Trace.Add(operation, node);
        world.Figures.StoreCalls++;
        Each(checker => checker.Called(node, operation));
    }

    public void Asked(string node, IReadOnlyList<Claim> claims)
    {
        foreach (var claim in claims)
        {
            Each(checker => checker.Asked(node, claim));
        }
    }

    public void Heard(string node, IReadOnlyList<Claim> claims, IReadOnlyList<ClaimResult> results)
    {
        foreach (var (claim, result) in claims.Zip(results))
        {
            Each(checker => checker.Heard(node, claim, result));
        }
    }

    public void Failed(string node, string why)
    {
        world.Trace.Add("store call fails", node, why);
        world.Figures.StoreFailures++;
    }

    public void Renewed(string node, IReadOnlyList<Renewal> renewals, IReadOnlyList<RenewResult> results)
    {
        foreach (var (renewal, result) in renewals.Zip(results))
        {
            world.Trace.Add(result.Held ? "  renewed" : "  not renewed", node, Name(renewal.RunId), renewal.Attempt, result.LeaseUntil);
            if (result.Held && Find(renewal.RunId) is { } run && run.Attempt == renewal.Attempt)
            {
                run.LeaseUntil = result.LeaseUntil;
            }
        }
    }

    public void Saved(string node, IReadOnlyList<SaveResult> results)
    {
        foreach (var row in results.Where(result => result.Written).Select(result => result.Present!))
        {
            world.Trace.Add("  saved", node, row.Id, row.Version, row.NextDue);
            Change(RowFacts.Of(row, world.Agenda.Now));
        }
    }

    public void Stopped(string node, StopCommand command, StopResult result)
    {
        foreach (var stopped in result.Schedules)
        {
            world.Trace.Add($"  {command.Action}", node, stopped.Id, stopped.Version);
            Change(_rows[stopped.Id] with { Version = stopped.Version, IsActive = false, Since = world.Agenda.Now });
        }

        foreach (var claimed in result.Claimed)
        {
            _runs[claimed.Id].IsStopped = true;
        }

        foreach (var waiting in result.Waiting)
        {
            _runs[waiting.Id].IsStopped = true;
            End(node, _runs[waiting.Id], waiting.Attempt, RunState.Cancelled);
        }
    }

    public void Resumed(string node, string scheduleId, ScheduleHead? head)
    {
        if (head is not null)
        {
            world.Trace.Add("  resumed", node, scheduleId, head.Version, head.NextDue);
            Change(Headed(_rows[scheduleId], head) with { IsActive = true, Owner = node, Since = world.Agenda.Now });
        }
    }

    public void SetAside(string node, string scheduleId, bool done) => world.Trace.Add(done ? "  set aside" : "  not set aside", node, scheduleId);

    public void HandlerStarts(Handler handler)
    {
        var run = handler.Run;
        world.Trace.Add("handler starts", handler.Process.Name, run.ScheduleId, run.Attempt, run.Occurrence);
        world.Figures.Starts++;
        Stir();
        if (Find(run.RunId) is { } facts)
        {
            Each(checker => checker.HandlerStarts(handler, facts));
        }
        else
        {
            world.Violate("Ledger", $"{run.ScheduleId} starts on {handler.Process.Name} as run {Name(run.RunId)}, which nobody has claimed.");
        }
    }

    public void HandlerEnds(Handler handler)
    {
        world.Trace.Add("handler ends", handler.Process.Name, handler.Run.ScheduleId, handler.Run.Attempt);
        Stir();
        Each(checker => checker.HandlerEnds(handler));
    }

    public void StopReturned(IReadOnlyCollection<string> ids, long sequence) => Each(checker => checker.StopReturned(ids, sequence));

    /// <summary>A call that asked for these runs has returned.</summary>
    public void AskReturned(IReadOnlyCollection<Guid> runIds) => Each(checker => checker.AskReturned(runIds));

    private static string Name(Guid runId) => runId.ToString("N");

    private static RowFacts Headed(RowFacts row, ScheduleHead head) => row with
    {
        Version = head.Version,
        NextDue = head.NextDue,
        NextOccurrence = head.NextOccurrence,
        Remaining = head.Remaining,
    };

    private void Change(RowFacts row)
    {
        Stir();
        var before = _rows.GetValueOrDefault(row.Id);
        _rows[row.Id] = row;
        Each(checker => checker.RowChanged(before, row));
    }

    private void Each(Action<Checker> tell)
    {
        foreach (var checker in Checkers)
        {
            tell(checker);
        }
    }
}
