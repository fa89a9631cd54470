using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Marks the claimed runs of schedules that were stopped, and ends those that wait or are buffered.</summary>
internal sealed class StoppingRuns(TableNames tables)
{
    // A target names one life of its schedule, or none: then the runs of former lives are meant, and of the present one those that were claimed before the
    // version. A later fence may be a rescue's; as long as the schedule has that version, it was not resumed, so that no run can be newer.
    private readonly string _stop = $"""
        with clock as materialized (select clock_timestamp() as now),
        hit as materialized (
            select r.id
            from {Parameters.Rows("ids", "versions", "lives")} as t(id, version, life)
            join {tables.Runs} r on r.schedule_id = t.id and r.ended_at is null and r.callback_of is null
            left join {tables.Schedules} s on s.id = r.schedule_id and s.incarnation = r.incarnation
            where case when t.life is not null then r.incarnation = t.life
                when s.id is not null then r.incarnation < t.version and (r.fence < t.version or s.version = t.version)
                else r.incarnation < t.version end
            order by {Locking.Order("r")}
            for no key update of r),
        stopped as (
            update {tables.Runs} r
            set cancel = greatest(r.cancel, @cancel),
                state = case when r.state <> {(int)RunState.Claimed} then {(int)RunState.Cancelled} else r.state end,
                ended_at = case when r.state <> {(int)RunState.Claimed} then c.now end,
                payload = case when r.state <> {(int)RunState.Claimed} then null else r.payload end
            from (select distinct id from hit) h cross join clock c
            where r.id = h.id
            returning {RowColumns.RunHead("r")}, r.callbacks, r.error),
        {CallingBack.Query(tables, "stopped")}
        select c.now, {CallingBack.IsTold("s")}, {RowColumns.RunHead("s")} from clock c left join stopped s on true
        """;

    public static IReadOnlyList<(string Id, long Version, long? Life)> Targets(
        StopCommand command, IReadOnlyList<(string Id, long Version, long Incarnation, ScheduleHead? Head)> stopped) =>
    [
        .. stopped.Select(schedule => (schedule.Id, schedule.Version, (long?)schedule.Incarnation)),
        .. command.Ids.Select(id => (id, long.MaxValue, (long?)null)),
        .. command.StoppedBefore.Select(before => (before.Id, before.Version, (long?)null)),
    ];

    public Task<DateTimeOffset> StopAsync(
        DbContext context, IReadOnlyList<(string Id, long Version, long? Life)> targets, CancelRequest cancel, List<RunHead> claimed, List<RunHead> waiting, List<RunHead> callbacks,
        CancellationToken cancellationToken) => context.ReadAsync(
        _stop,
        [
            Parameters.Texts("ids", targets.Select(target => target.Id)),
            Parameters.Numbers("versions", targets.Select(target => target.Version)),
            Parameters.Numbers("lives", targets.Select(target => target.Life)),
            Parameters.Integer("cancel", (int)cancel),
        ],
        async (reader, token) =>
        {
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    var run = RowReader.RunHead(reader, 2);
                    (run.State == RunState.Claimed ? claimed : waiting).Add(run);
                    if (reader.GetBoolean(1))
                    {
                        callbacks.Add(CallbackRuns.HeadOf(run, now));
                    }
                }
            }

            return now;
        },
        cancellationToken);
}
