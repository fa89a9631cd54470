using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Deletes and pauses schedules, then stops their runs with a second statement of the same transaction: only what begins when the schedules' rows are held sees every claim that came before.
/// </summary>
internal sealed class Stopping(TableNames tables)
{
    private static readonly string Paused = $"state = {(int)ScheduleState.Paused}, next_due = coalesce(s.paused_due, s.next_due), paused_until = null, paused_due = null";

    private const string PausedUntil = "next_occurrence = coalesce(s.next_occurrence, s.next_due), next_due = greatest(coalesce(s.paused_due, s.next_due), @until), "
        + "paused_until = @until, paused_due = coalesce(s.paused_due, s.next_due)";

    private readonly StoppingRuns _runs = new(tables);
    private readonly Listing _listing = new(tables);

    public async Task<StoreReply<StopResult>> RunAsync(DbContext context, StopCommand command, CancellationToken cancellationToken)
    {
        var namesNone = command.Ids.Count == 0 && command.CancelKeys.Count == 0 && command.Filter is null;
        var (stopped, storeNow) = namesNone
            ? ([], default)
            : await StopSchedulesAsync(context, command, cancellationToken).ConfigureAwait(false);
        List<RunHead> claimed = [], waiting = [], callbacks = [];
        var targets = command.SchedulesOnly ? [] : StoppingRuns.Targets(command, stopped);
        if (targets.Count > 0 || namesNone)
        {
            storeNow = await _runs.StopAsync(context, targets, command.Cancel, claimed, waiting, callbacks, cancellationToken).ConfigureAwait(false);
        }

        return new(new([.. stopped.Select(schedule => new StoppedSchedule(schedule.Id, schedule.Version) { Head = schedule.Head })], claimed, waiting) { Callbacks = callbacks }, storeNow);
    }

    // What somebody else has changed until its row was held may not be meant any more, or only now: those are looked up once more.
    private async Task<(List<(string Id, long Version, long Incarnation, ScheduleHead? Head)> Stopped, DateTimeOffset StoreNow)> StopSchedulesAsync(
        DbContext context, StopCommand command, CancellationToken cancellationToken)
    {
        List<(string Id, long Version, long Incarnation, ScheduleHead? Head)> stopped = [];
        long changed;
        DateTimeOffset storeNow;
        do
        {
            (changed, storeNow) = await StopUnchangedAsync(context, command, stopped, cancellationToken).ConfigureAwait(false);
        }
        while (changed > 0);

        return (stopped, storeNow);
    }

    private Task<(long Changed, DateTimeOffset StoreNow)> StopUnchangedAsync(
        DbContext context, StopCommand command, List<(string Id, long Version, long Incarnation, ScheduleHead? Head)> stopped, CancellationToken cancellationToken)
    {
        var pauses = command.Action == StopAction.Pause;
        var isMeant = !pauses ? "true" : $"s.state = {(int)ScheduleState.Active}" + (command.Until is null ? "" : " and s.next_due is not null and s.id <> all(@stopped)");
        List<DbParameter> parameters = [];
        List<string> named = [];
        if (command.Ids.Count > 0)
        {
            named.Add($"select s.id, s.version from {Parameters.Rows("ids")} as i(id) join {tables.Schedules} s on s.id = i.id where {isMeant}");
            parameters.Add(Parameters.Texts("ids", command.Ids));
        }

        if (command.CancelKeys.Count > 0)
        {
            named.Add($"select s.id, s.version from {tables.CancelKeys} k join {tables.Schedules} s on s.id = k.schedule_id where k.key = any(@keys) and {isMeant}");
            parameters.Add(Parameters.Texts("keys", command.CancelKeys));
        }

        if (command.Filter is { } filter)
        {
            var (conditions, values) = _listing.Conditions(filter);
            named.Add($"select s.id, s.version from {tables.Schedules} s where {conditions} and {isMeant}");
            parameters.AddRange(values);
        }

        if (pauses)
        {
            parameters.Add(Parameters.Text("note", command.Note));
            if (command.Until is { } until)
            {
                // What was paused until then is active still, and is not paused again when the others are looked up once more.
                parameters.Add(Parameters.Time("until", until));
                parameters.Add(Parameters.Texts("stopped", stopped.Select(schedule => schedule.Id)));
            }
        }

        // Numbers are drawn after the lock: a version must be greater than any before.
        var change = pauses
            ? $"update {tables.Schedules} s set {(command.Until is null ? Paused : PausedUntil)}, version = nextval('{tables.Versions}'), note = coalesce(@note, s.note) "
              + $"from held h where s.id = h.id returning s.incarnation, {RowColumns.Head("s")}"
            : $"delete from {tables.Schedules} s using held h where s.id = h.id returning s.id, nextval('{tables.Versions}') as version, s.incarnation";
        var sql = $"""
            with named as ({string.Join(" union ", named)}),
            held as materialized (
                select s.id from named n join {tables.Schedules} s on s.id = n.id and s.version = n.version
                order by s.id
                for {(pauses ? "no key update" : "update")} of s),
            stopped as ({change})
            select c.now, (select count(*) from named) - (select count(*) from held), s.id, s.version, s.incarnation{(command.Until is null ? "" : $", {RowColumns.Head("s")}")}
            from (select clock_timestamp() as now) c left join stopped s on true
            """;
        return context.ReadAsync(
            sql,
            parameters,
            async (reader, token) =>
            {
                var (changed, now) = (0L, default(DateTimeOffset));
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    (now, changed) = (reader.Time(0), reader.GetInt64(1));
                    if (!reader.IsDBNull(2))
                    {
                        stopped.Add((reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), command.Until is null ? null : RowReader.Head(reader, 5)));
                    }
                }

                return (changed, now);
            },
            cancellationToken);
    }
}
