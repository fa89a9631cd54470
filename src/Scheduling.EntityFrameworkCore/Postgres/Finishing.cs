using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Stores how attempts ended, lets those go on that waited for them, and removes ended runs that nobody wants to keep, in one round trip.</summary>
internal sealed class Finishing(TableNames tables)
{
    // Runs are locked in the order of their ids, here as everywhere, so that batches which meet wait for each other and do not deadlock.
    private readonly string _record = $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {Parameters.Rows("runs", "attempts", "states", "retries", "failed", "errors", "asides")}
                as i(run, attempt, state, retry, failed, error, aside)),
        hit as materialized (
            select i.*, c.now, r.schedule_id, r.incarnation,
                case when i.state = {(int)RunState.Waiting} and r.cancel <> {(int)CancelRequest.None} then {(int)RunState.Cancelled} else i.state end as final
            from clock c cross join item i join {tables.Runs} r on r.id = i.run
            where r.attempt = i.attempt and r.state = {(int)RunState.Claimed}
            order by r.id
            for no key update of r),
        done as (
            update {tables.Runs} r
            set state = h.final, failures = r.failures + h.failed::int, error = coalesce(h.error, r.error),
                lease_until = case when h.final = {(int)RunState.Waiting} then least(h.now + h.retry, @latest) else r.lease_until end,
                ended_at = case when h.final = {(int)RunState.Waiting} then null else h.now end,
                payload = case when h.final = {(int)RunState.Waiting} then r.payload end
            from hit h
            where r.id = h.run
            returning r.id, r.state, r.lease_until, r.callbacks, r.error),
        {CallingBack.Query(tables, "done")},
        unfit as materialized (
            select s.id, h.aside
            from hit h join {tables.Schedules} s on s.id = h.schedule_id and s.incarnation = h.incarnation
            where h.aside is not null and s.state = {(int)ScheduleState.Active}
            for no key update of s skip locked),
        set_aside as (
            update {tables.Schedules} s
            set state = {(int)ScheduleState.Faulted}, version = nextval('{tables.Versions}'), note = u.aside
            from unfit u
            where s.id = u.id)
        select c.now, d.id, d.state, d.lease_until from clock c left join done d on true
        """;

    private readonly string _lock = Promoting.Lock(tables);
    private readonly string _trim = Trimming.Sql(tables);

    public async Task<StoreReply<IReadOnlyList<CompletionResult>>> RunAsync(
        DbContext context, IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken)
    {
        var results = completions.Select(completion => new CompletionResult(false, completion.State, null)).ToArray();
        var storeNow = await Waves.SendAsync(
            context, completions, completion => completion.RunId, (wave, places, token) => RecordAsync(context, wave, places, retention, results, token), cancellationToken)
            .ConfigureAwait(false);
        return new(results, storeNow);
    }

    private Task<DateTimeOffset> RecordAsync(
        DbContext context, Completion[] completions, IReadOnlyList<int> places, RunRetention retention, CompletionResult[] results,
        CancellationToken cancellationToken) => context.ReadAsync(
        $"{_record};\n{_lock};\n{_trim}",
        [
            Parameters.Guids("runs", completions.Select(completion => completion.RunId)),
            Parameters.Integers("attempts", completions.Select(completion => completion.Attempt)),
            Parameters.Integers("states", completions.Select(completion => (int)completion.State)),
            Parameters.Spans("retries", completions.Select(completion => completion.RetryAfter)),
            Parameters.Flags("failed", completions.Select(completion => completion.HandlerFailed)),
            Parameters.Texts("errors", completions.Select(completion => completion.Error)),
            Parameters.Texts("asides", completions.Select(completion => completion.SetAside)),
            Parameters.Latest(),
            Parameters.Integer("keep", retention.PerSchedule),
            Parameters.Age("age", retention.MaxAge),
            Parameters.Integer("most", Math.Max(completions.Length, Trimming.AtLeast)),
        ],
        async (reader, token) =>
        {
            var placeOf = Enumerable.Range(0, completions.Length).ToDictionary(i => completions[i].RunId, i => places[i]);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    var state = (RunState)reader.GetInt32(2);
                    results[placeOf[reader.GetGuid(1)]] = new(true, state, state == RunState.Waiting ? reader.Time(3) : null);
                }
            }

            foreach (var (ended, promoted) in await Promoted.ReadAsync(reader, token).ConfigureAwait(false))
            {
                results[placeOf[ended]] = results[placeOf[ended]] with { Promoted = promoted };
            }

            return now;
        },
        cancellationToken);
}
