using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Recovering;

/// <summary>
/// Watches over the few earliest schedules whose job is not registered here. Another node may have the job, so they are left alone; only one
/// that nobody has taken long after its time is set aside, so that it is seen.
/// </summary>
internal sealed class Strangers(NodeContext node, SetAsideDesk setAside, WindowReader reader)
{
    private readonly Dictionary<string, (string Job, long Version, DateTimeOffset Due)> _rows = [];
    private readonly HashSet<string> _jobsElsewhere = [];

    public DateTimeOffset? WakeAt => _rows.Count == 0 || node.IsStopping ? null : node.Clock.ToLocal(Deadline(_rows.Values.Min(row => row.Due)));

    public void Replace(IReadOnlyList<ScheduleHead> rows)
    {
        _rows.Clear();
        foreach (var row in rows)
        {
            _rows[row.Id] = (row.Job, row.Version, row.NextDue);
        }
    }

    public void Heard(SchedulingEvent news)
    {
        // Whoever speaks of a job has it: its schedules may be late there, but they are not forgotten.
        if (news.Job is { } elsewhere && !node.Jobs.Has(elsewhere))
        {
            _jobsElsewhere.Add(elsewhere);
        }

        if (_rows.TryGetValue(news.ScheduleId!, out var row) && row.Version < news.Version)
        {
            if (news.WakeAt is { } at && news.Job is { } job && !node.Jobs.Has(job))
            {
                _rows[news.ScheduleId!] = (job, news.Version, at);
            }
            else
            {
                _rows.Remove(news.ScheduleId!);
            }
        }
    }

    public void Decide()
    {
        if (WakeAt is not { } at || at > node.Now)
        {
            return;
        }

        foreach (var (id, row) in _rows.Where(row => Deadline(row.Value.Due) <= node.StoreNow).ToArray())
        {
            _rows.Remove(id);
            if (_jobsElsewhere.Contains(row.Job))
            {
                continue;
            }

            setAside.Add(id, row.Version, $"Due at {row.Due:O}, but no node that runs has the job '{row.Job}'. Register it with AddJob, then resume the schedule.");
        }

        reader.Want();
    }

    private DateTimeOffset Deadline(DateTimeOffset due) =>
        DateTimeOffset.MaxValue - due < node.Settings.StrangerGrace ? DateTimeOffset.MaxValue : due + node.Settings.StrangerGrace;
}
