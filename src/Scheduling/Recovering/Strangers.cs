using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Recovering;

/// <summary>
/// Watches over the few earliest schedules whose job is not registered here. Another node may have the job, so they are left alone; only one that this
/// node has seen due for long, and whose job no node has shown to have since this node started, is set aside, so that it is seen. Jobs that are registered here as
/// run elsewhere are not strange, however long nobody runs them.
/// </summary>
internal sealed class Strangers(NodeContext node, SetAsideDesk setAside)
{
    private static readonly TimeSpan s_shortestGrace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Row> _rows = [];
    private readonly HashSet<string> _jobsElsewhere = [];

    public DateTimeOffset? WakeAt => _rows.Count == 0 || node.IsStopping ? null : _rows.Values.Min(row => row.Deadline);

    public void Replace(IReadOnlyList<ScheduleHead> rows)
    {
        var known = _rows.ToDictionary();
        _rows.Clear();
        foreach (var row in rows.Where(row => IsStrange(row.Job)))
        {
            _rows[row.Id] = known.TryGetValue(row.Id, out var seen) && seen.Version == row.Version
                ? seen
                : new Row(row.Job, row.Version, row.NextDue, DeadlineOf(row.NextDue));
        }
    }

    /// <param name="news">What was heard.</param>
    /// <param name="job">The job that its sender has, if that can be told.</param>
    public void Heard(SchedulingEvent news, string? job)
    {
        // Whoever has it may be down for long: what is late is caught up when it is back, what was set aside is not.
        if (job is not null && IsStrange(job))
        {
            _jobsElsewhere.Add(job);
        }

        if (news is { ScheduleId: { } id, Kind: SchedulingEventKind.ScheduleStart or SchedulingEventKind.ScheduleCancel })
        {
            Changed(id, news.Version, news.Job, news.WakeAt);
        }
    }

    /// <summary>A schedule has changed, here or elsewhere.</summary>
    public void Changed(string id, long version, string? job = null, DateTimeOffset? wakeAt = null)
    {
        if (_rows.TryGetValue(id, out var row) && row.Version < version)
        {
            _rows.Remove(id);
            if (wakeAt is { } at && job is not null && IsStrange(job))
            {
                _rows[id] = new Row(job, version, at, DeadlineOf(at));
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
            if (!_jobsElsewhere.Contains(row.Job))
            {
                setAside.Add(id, row.Version, $"Due at {row.Due:O}, but no node that runs has the job '{row.Job}'. Register it with AddJob, then resume the schedule.");
            }
        }
    }

    private bool IsStrange(string job) => !node.Jobs.Has(job) && !node.Jobs.IsElsewhere(job);

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
