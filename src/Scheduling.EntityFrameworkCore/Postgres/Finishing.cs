using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Stores how attempts ended, lets those go on that waited for them, and removes ended runs that nobody wants to keep, in one round trip.</summary>
internal sealed class Finishing(TableNames tables)
{
    private const string Results = """
        select c.now, d.id, d.state, d.lease_until, d.is_busy, p.id, p.version
        from clock c
        left join (
            select d.id, d.state, d.lease_until, false as is_busy from done d
            union all
            select h.run, h.state, null::timestamptz, true from hit h join busy b on b.run = h.run) d on true
        left join (select * from paused where run is not null) p on p.run = d.id
        """;

    // Runs are locked in the order of their ids, here as everywhere, so that batches which meet wait for each other and do not deadlock. Each is looked up and locked apart: joined, they
    // would be compared each with each, or with the whole table, wherever the server has not yet noticed how many there are.
    // The state comes from a query of its own: said outright, it would let the server look for each of them through the index of all wake-ups.
    private static string Record(TableNames tables, bool counts) => $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {(counts ? Parameters.Rows("runs", "attempts", "states", "retries", "failed", "errors", "asides", "counts") : Parameters.Rows("runs", "attempts", "states", "retries", "failed", "errors", "asides"))}
                {(counts ? "with ordinality as i(run, attempt, state, retry, failed, error, aside, counts, place)" : "as i(run, attempt, state, retry, failed, error, aside)")}),
        hit as materialized (
            select i.*, c.now, r.schedule_id, r.incarnation, {(counts ? "r.pause_after_failures, r.error as former_error," : "")}
                case when i.state = {(int)RunState.Waiting} and r.cancel <> {(int)CancelRequest.None} then {(int)RunState.Cancelled} else i.state end as final
            from clock c cross join (select * from item order by run) i cross join lateral (
                select * from {tables.Runs} r where r.id = i.run and r.attempt = i.attempt and r.state = (select {(int)RunState.Claimed}) for no key update) r),
        {(counts ? Counting(tables) : "")}
        done as (
            update {tables.Runs} r
            set state = h.final, failures = r.failures + h.failed::int, error = coalesce(h.error, r.error),
                lease_until = case when h.final = {(int)RunState.Waiting} then least(h.now + h.retry, @latest) else r.lease_until end,
                ended_at = case when h.final = {(int)RunState.Waiting} then null else h.now end,
                payload = case when h.final = {(int)RunState.Waiting} then r.payload end
            from hit h
            where r.id = h.run {(counts ? "and not exists (select from busy b where b.run = h.run)" : "")}
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
        {(counts ? Results : "select c.now, d.id, d.state, d.lease_until from clock c left join done d on true")}
        """;

    // Of a schedule that is set aside, no failures in a row are counted: with its resume the count begins anew. Where none have failed, a success changes nothing and locks nothing.
    private static string Counting(TableNames tables) => $"""
        counting as (
            select h.run, h.schedule_id, h.incarnation, h.place, h.final = {(int)RunState.Failed} as fails, coalesce(h.error, h.former_error) as error
            from (
                select h.*, bool_or(h.final = {(int)RunState.Failed}) over (partition by h.schedule_id, h.incarnation) as has_failed
                from hit h
                where h.counts and h.pause_after_failures is not null and h.final in ({(int)RunState.Succeeded}, {(int)RunState.Failed})) h
            where not exists (select from hit a where a.schedule_id = h.schedule_id and a.incarnation = h.incarnation and a.aside is not null)
                and (h.has_failed or exists (
                    select from {tables.Schedules} s where s.id = h.schedule_id and s.incarnation = h.incarnation and s.failure_streak > 0))),
        {FailuresInARow.Queries(tables)},
        """;

    private readonly string _record = Record(tables, counts: false);
    private readonly string _countingRecord = Record(tables, counts: true);
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
        $"{(completions.Any(completion => completion.CountsInARow) ? _countingRecord : _record)};\n{_lock};\n{_trim}",
        [
            Parameters.Guids("runs", completions.Select(completion => completion.RunId)),
            Parameters.Integers("attempts", completions.Select(completion => completion.Attempt)),
            Parameters.Integers("states", completions.Select(completion => (int)completion.State)),
            Parameters.Spans("retries", completions.Select(completion => completion.RetryAfter)),
            Parameters.Flags("failed", completions.Select(completion => completion.HandlerFailed)),
            Parameters.Texts("errors", completions.Select(completion => completion.Error)),
            Parameters.Texts("asides", completions.Select(completion => completion.SetAside)),
            .. Counts(completions),
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
                    var result = new CompletionResult(true, state, state == RunState.Waiting ? reader.Time(3) : null);
                    results[placeOf[reader.GetGuid(1)]] = reader.FieldCount == 4 ? result : result with
                    {
                        Recorded = !reader.GetBoolean(4),
                        IsBusy = reader.GetBoolean(4),
                        Paused = reader.IsDBNull(5) ? null : new(reader.GetString(5), reader.GetInt64(6)),
                    };
                }
            }

            foreach (var (ended, promoted) in await Promoted.ReadAsync(reader, token).ConfigureAwait(false))
            {
                results[placeOf[ended]] = results[placeOf[ended]] with { Promoted = promoted };
            }

            return now;
        },
        cancellationToken);

    private static IEnumerable<System.Data.Common.DbParameter> Counts(Completion[] completions) => completions.Any(completion => completion.CountsInARow)
        ? [Parameters.Flags("counts", completions.Select(completion => completion.CountsInARow))]
        : [];
}
