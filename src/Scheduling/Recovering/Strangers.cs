using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Recovering;

/// <summary>
/// Watches over the few earliest schedules whose job is not registered here. Another node may have the job, so they are left alone; only one that this
/// node has seen due for long, and of whose job nobody has spoken, is set aside, so that it is seen.
/// </summary>
internal sealed class Strangers(NodeContext node, SetAsideDesk setAside)
{
    private static readonly TimeSpan s_shortestGrace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Row> _rows = [];
    private readonly Dictionary<string, DateTimeOffset> _lastWordOfJob = [];

    public DateTimeOffset? WakeAt => _rows.Count == 0 || node.IsStopping ? null : _rows.Values.Min(row => row.Deadline);

    public void Replace(IReadOnlyList<ScheduleHead> rows)
    {
        var known = _rows.ToDictionary();
        _rows.Clear();
        foreach (var row in rows)
        {
            _rows[row.Id] = known.TryGetValue(row.Id, out var seen) && seen.Version == row.Version
                ? seen
                : new Row(row.Job, row.Version, row.NextDue, DeadlineOf(row.NextDue));
        }
    }

    public void Heard(SchedulingEvent news)
    {
        if (news.Job is { } elsewhere && !node.Jobs.Has(elsewhere))
        {
            _lastWordOfJob[elsewhere] = node.Now;
        }

        if (news is { ScheduleId: { } id, Kind: SchedulingEventKind.ScheduleStart or SchedulingEventKind.ScheduleCancel }
            && _rows.TryGetValue(id, out var row) && row.Version < news.Version)
        {
            _rows.Remove(id);
            if (news is { WakeAt: { } at, Job: { } job } && !node.Jobs.Has(job))
            {
                _rows[id] = new Row(job, news.Version, at, DeadlineOf(at));
            }
        }
    }

    public void Decide()
    {
        if (WakeAt is not { } at || at > node.Now)
        {
            return;
        }

        foreach (var (id, row) in _rows.Where(row => row.Value.Deadline <= node.Now).ToArray())
        {
            _rows[id] = row with { Deadline = DeadlineOf(row.Due) };

            // Whoever has spoken of the job since the schedule was due has it: the schedule may be late there, but it is not forgotten.
            if (!(_lastWordOfJob.TryGetValue(row.Job, out var word) && word >= node.Clock.ToLocal(row.Due)))
            {
                setAside.Add(id, row.Version, $"Due at {row.Due:O}, but no node that runs has the job '{row.Job}'. Register it with AddJob, then resume the schedule.");
            }
        }
    }

    // A node that has just started gives the others time to start too, however long a schedule has been due.
    private DateTimeOffset DeadlineOf(DateTimeOffset due)
    {
        var seenDue = node.Clock.ToLocal(due) is var local && local > node.Now ? local : node.Now;
        var grace = node.Settings.StrangerGrace > s_shortestGrace ? node.Settings.StrangerGrace : s_shortestGrace;
        return DateTimeOffset.MaxValue - seenDue < grace ? DateTimeOffset.MaxValue : seenDue + grace;
    }

    /// <param name="Job">The job that is not registered here.</param>
    /// <param name="Version">The version that was seen.</param>
    /// <param name="Due">When it is due, by the store's clock.</param>
    /// <param name="Deadline">When it is set aside, by the node's clock.</param>
    private sealed record Row(string Job, long Version, DateTimeOffset Due, DateTimeOffset Deadline);
}
