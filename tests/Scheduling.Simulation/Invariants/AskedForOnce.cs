using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>Runs that are asked for: under one id there is one, as long as it is open or kept; if the call returned there is one; and none succeeds without having started.</summary>
internal sealed class AskedForOnce(World world) : Checker(world)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    private readonly HashSet<Guid> _asked = [];
    private readonly HashSet<Guid> _started = [];
    private readonly Dictionary<string, List<(Guid Id, long At)>> _ended = [];

    public override void Triggered(string node, RowFacts row, Trigger trigger, RunFacts? run)
    {
        if (run is not null && !_asked.Add(run.Id) && !IsForgotten(run.Id, row.Id))
        {
            Violate($"{row.Id}: {node} makes the run {run.Id:N} again, which is open or kept.");
        }
    }

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (claim.MissedRun is { } missed)
        {
            Ended(row.Id, missed.Id);
        }
    }

    public override void HandlerStarts(Handler handler, RunFacts run) => _started.Add(run.Id);

    public override void Ended(string node, RunFacts run, int attempt, RunState outcome)
    {
        Ended(run.ScheduleId, run.Id);
        if (outcome == RunState.Succeeded && !_started.Contains(run.Id))
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: {node} tells that it has succeeded, and it has never started.");
        }
    }

    public override void AskReturned(IReadOnlyCollection<Guid> runIds)
    {
        foreach (var id in runIds.Where(id => World.Ledger.Find(id) is null))
        {
            Violate($"A call has returned that asked for the run {id:N}, and there is none.");
        }
    }

    // The store may keep more than it was told to, never less.
    private bool IsForgotten(Guid runId, string scheduleId)
    {
        var ended = _ended.GetValueOrDefault(scheduleId) ?? [];
        var place = ended.FindLastIndex(run => run.Id == runId);
        return World.Ledger.Find(runId) is { Outcome: not null }
            && (place < 0 || ended.Count - place > World.Scenario.KeepRuns || World.Agenda.Now - ended[place].At > s_kept.Ticks);
    }

    private void Ended(string scheduleId, Guid runId)
    {
        if (!_ended.TryGetValue(scheduleId, out var ended))
        {
            _ended.Add(scheduleId, ended = []);
        }

        ended.Add((runId, World.Agenda.Now));
        if (ended.Count > 2 * (World.Scenario.KeepRuns + 1))
        {
            ended.RemoveRange(0, World.Scenario.KeepRuns + 1);
        }
    }
}
