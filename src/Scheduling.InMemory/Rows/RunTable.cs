using Scheduling.InMemory.Indexes;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>The open runs, and every index on them. Guarded by the store's lock.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<Guid, RunRow> _rows = [];
    private readonly Dictionary<string, List<ScheduleRow>> _deleted = new(StringComparer.Ordinal);

    // Of open and of ended runs: a run keeps its place when it ends.
    private readonly OrderedSet<Guid> _ids = new();

    public RunTable() => Ended = new(_ids);

    /// <summary>The runs that have ended.</summary>
    public EndedRuns Ended { get; }

    /// <summary>The wake-ups of open runs, by job.</summary>
    public OrderedSetMap<string, LeaseKey> Leases { get; } = new(StringComparer.Ordinal);

    /// <summary>Former lives of a schedule's id that still have open runs.</summary>
    public IReadOnlyList<ScheduleRow> DeletedSchedules(string id) => _deleted.TryGetValue(id, out var rows) ? [.. rows] : [];

    /// <summary>A schedule is gone; it is kept in mind as long as runs of it are open.</summary>
    public void Outlive(ScheduleRow schedule)
    {
        if (schedule.FirstRun is null)
        {
            return;
        }

        if (!_deleted.TryGetValue(schedule.Id, out var rows))
        {
            _deleted.Add(schedule.Id, rows = []);
        }

        rows.Add(schedule);
    }

    public RunRow? Find(Guid id) => _rows.GetValueOrDefault(id);

    /// <summary>The open callbacks of a schedule's runs; of these there are few, and they are listed for people alone.</summary>
    public IEnumerable<RunRow> CallbacksOf(string scheduleId) => _rows.Values.Where(run => run.CallbackOf is not null && run.Schedule.Id == scheduleId);

    /// <summary>Whether there is such a run, open or ended and kept.</summary>
    public bool Knows(Guid id) => _rows.ContainsKey(id) || Ended.Find(id) is not null;

    /// <summary>All runs, open or ended, the greatest id first.</summary>
    public IEnumerable<StoredRun> Descending(Guid? beforeId) =>
        _ids.Descending(beforeId).Select(id => Ended.Find(id) ?? _rows[id].ToStored());

    public void Add(RunRow run)
    {
        _rows.Add(run.Id, run);
        _ids.Add(run.Id);
        Leases.Add(run.Definition.Job, new(run.LeaseUntil, run));
        if (run.CallbackOf is null)
        {
            run.NextRun = run.Schedule.FirstRun;
            run.NextRun?.PreviousRun = run;
            run.Schedule.FirstRun = run;
        }
    }

    /// <summary>Lists occurrences that were passed over.</summary>
    public void AddMissed(ScheduleRow schedule, MissedRun missed, long count, string node, long fence, long now)
    {
        _ids.Add(missed.Id);
        Ended.Add(new()
        {
            Id = missed.Id,
            ScheduleId = schedule.Id,
            Group = schedule.Definition.Group,
            Name = schedule.Definition.Name,
            Incarnation = schedule.Incarnation,
            Job = schedule.Definition.Job,
            Occurrence = missed.First,
            LastMissed = missed.Last,
            Missed = count,
            Callbacks = schedule.Definition.Callbacks,
            Fence = fence,
            Attempt = 0,
            Node = node,
            State = RunState.Missed,
            LeaseUntil = Instant.ToTime(now),
            ClaimedAt = Instant.ToTime(now),
            EndedAt = Instant.ToTime(now),
        });
    }

    public void Prolong(RunRow run, long leaseUntil)
    {
        Leases.Remove(run.Definition.Job, new(run.LeaseUntil, run));
        run.LeaseUntil = leaseUntil;
        Leases.Add(run.Definition.Job, new(run.LeaseUntil, run));
    }

    /// <summary>Makes an open run an ended one, and counts its outcome with the schedule to which it belonged.</summary>
    public void End(RunRow run, RunState state, string? error, long now)
    {
        run.State = state;
        run.Error = error ?? run.Error;
        _rows.Remove(run.Id);
        Leases.Remove(run.Definition.Job, new(run.LeaseUntil, run));
        if (run.CallbackOf is not null)
        {
            Ended.Add(run.ToEnded(now));
            return;
        }

        Unlink(run);
        if (run.Schedule is { IsDeleted: true, FirstRun: null } && _deleted.TryGetValue(run.Schedule.Id, out var rows))
        {
            rows.Remove(run.Schedule);
            if (rows.Count == 0)
            {
                _deleted.Remove(run.Schedule.Id);
            }
        }

        Ended.Add(run.ToEnded(now));
        var (schedule, counts) = (run.Schedule, run.Schedule.Counts);
        (schedule.LastOutcome, schedule.Counts) = state switch
        {
            RunState.Succeeded => (RunOutcome.Succeeded, counts with { Succeeded = counts.Succeeded + 1 }),
            RunState.Failed => (RunOutcome.Failed, counts with { Failed = counts.Failed + 1 }),
            _ => (RunOutcome.Cancelled, counts with { Cancelled = counts.Cancelled + 1 }),
        };
        schedule.LastEndedAt = now;
        schedule.LastError = state == RunState.Failed ? error : null;
    }

    private static void Unlink(RunRow run)
    {
        if (run.PreviousRun is { } previous)
        {
            previous.NextRun = run.NextRun;
        }
        else
        {
            run.Schedule.FirstRun = run.NextRun;
        }

        run.NextRun?.PreviousRun = run.PreviousRun;
        run.NextRun = run.PreviousRun = null;
    }
}
