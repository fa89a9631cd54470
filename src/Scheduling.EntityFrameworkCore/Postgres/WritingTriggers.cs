using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Writes what triggers have made. What runs copy of their schedules does not travel: those are locked.</summary>
internal sealed class WritingTriggers(TableNames tables)
{
    private readonly string _write = $"""
        insert into {tables.Runs} (
            id, schedule_id, incarnation, schedule_group, name, job, payload, trace_parent, occurrence, missed, cause, fence, attempt, failures, lost,
            node, state, lease_until, started, cancel, followed, claimed_at, ended_at,
            pause_after_failures, callbacks)
        select i.run, s.id, s.incarnation, s.schedule_group, s.name, s.job, case when i.state <> {(int)RunState.Cancelled} then s.payload end, s.trace_parent, i.occurrence, 0,
            i.cause, i.fence, 0, 0, 0, i.node, i.state, i.lease_until, false, i.cancel, i.followed, @now, case when i.state = {(int)RunState.Cancelled} then @now end,
            {ClaimSql.Copied("s")}
        from {Parameters.Rows("runs", "ids", "occurrences", "causes", "fences", "nodes", "states", "leases", "cancels", "followed")}
            as i(run, id, occurrence, cause, fence, node, state, lease_until, cancel, followed)
        join {tables.Schedules} s on s.id = i.id;
        {CallingBack.Cancelled(tables)};
        update {tables.Runs} r
        set followed = i.followed, cancel = i.cancel, state = i.state, ended_at = case when i.state = {(int)RunState.Cancelled} then @now end,
            payload = case when i.state <> {(int)RunState.Cancelled} then r.payload end
        from {Parameters.Rows("changed", "changed_followed", "changed_cancels", "changed_states")} as i(id, followed, cancel, state)
        where r.id = i.id;
        update {tables.Schedules} s
        set skipped_overlap = s.skipped_overlap + i.skipped
        from {Parameters.Rows("skipping", "skipped")} as i(id, skipped)
        where s.id = i.id
        """;

    public async Task WriteAsync(DbContext context, TriggerWrites writes, IEnumerable<ScheduleEntity> schedules, DateTime now, CancellationToken cancellationToken)
    {
        ScheduleEntity[] skipping = [.. schedules.Where(row => row.SkippedOverlap > 0)];
        var (made, changed) = (writes.Made, writes.Changed);
        if (made.Count + skipping.Length == 0)
        {
            return;
        }

        await context.ExecuteAsync(
            _write,
            [
                Parameters.Guids("runs", made.Select(run => run.Id)),
                Parameters.Texts("ids", made.Select(run => run.ScheduleId)),
                Parameters.Times("occurrences", made.Select(run => Times.Told(run.Occurrence))),
                Parameters.Integers("causes", made.Select(run => (int)run.Cause)),
                Parameters.Numbers("fences", made.Select(run => run.Fence)),
                Parameters.Texts("nodes", made.Select(run => run.Node)),
                Parameters.Integers("states", made.Select(run => (int)run.State)),
                Parameters.Times("leases", made.Select(run => Times.Told(run.LeaseUntil))),
                Parameters.Integers("cancels", made.Select(run => (int)run.Cancel)),
                Parameters.Flags("followed", made.Select(run => run.Followed)),
                Parameters.Guids("changed", changed.Select(run => run.Id)),
                Parameters.Flags("changed_followed", changed.Select(run => run.Followed)),
                Parameters.Integers("changed_cancels", changed.Select(run => (int)run.Cancel)),
                Parameters.Integers("changed_states", changed.Select(run => (int)run.State)),
                Parameters.Texts("skipping", skipping.Select(row => row.Id)),
                Parameters.Numbers("skipped", skipping.Select(row => row.SkippedOverlap)),
                Parameters.Guids("told", writes.Told),
                Parameters.Time("now", now),
            ],
            cancellationToken).ConfigureAwait(false);
    }
}
