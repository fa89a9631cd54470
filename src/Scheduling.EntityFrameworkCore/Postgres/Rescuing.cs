using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Takes over runs whose time has come: the lease has ended, or the retry is due.</summary>
internal sealed class Rescuing(TableNames tables)
{
    private const int Repeated = -1;
    private const int HeldBack = -2;

    private readonly string _rescue = $"""
        with clock as materialized (select clock_timestamp() as now),
        judged as materialized (
            select {RowColumns.Run("r")}, case
                when r.ended_at is not null then {(int)RescueVerdict.Refused}
                when r.attempt <> i.attempt or r.lease_until > c.now then case
                    when r.state = {(int)RunState.Claimed} and r.attempt = i.attempt + 1 and r.node = @node then {Repeated}
                    else {(int)RescueVerdict.Refused} end
                when r.cancel <> {(int)CancelRequest.None} or (r.callback_of is null and not exists (
                    select from {tables.Schedules} s where s.id = r.schedule_id and s.incarnation = r.incarnation)) then {(int)RescueVerdict.Cancelled}
                when r.state = {(int)RunState.Buffered} and exists (
                    select from {tables.Runs} o
                    where o.schedule_id = r.schedule_id and o.incarnation = r.incarnation and o.ended_at is null
                        and (o.state <> {(int)RunState.Buffered} or (o.occurrence, o.id) < (r.occurrence, r.id))) then {HeldBack}
                when r.state = {(int)RunState.Claimed} and r.lost + 1 >= @poison_after then {(int)RescueVerdict.Poisoned}
                else {(int)RescueVerdict.Rescued} end as verdict
            from clock c cross join (
                select i.* from {Parameters.Rows("runs", "attempts")} as i(run, attempt)
                cross join lateral (select * from {tables.Runs} p where p.id = i.run offset 0) p
                order by {Locking.Order("p")}) i
            cross join lateral (select * from {tables.Runs} r where r.id = i.run for no key update) r),
        counting as (
            select j.id as run, j.schedule_id, j.incarnation, row_number() over (order by j.id) as place, true as fails,
                'Set aside as poisoned: ' || (j.lost + 1) || ' attempts were lost with their node.' as error
            from judged j
            where j.verdict = {(int)RescueVerdict.Poisoned} and j.pause_after_failures is not null),
        {FailuresInARow.Queries(tables)},
        hit as materialized (
            select {RowColumns.Run("j")}, case when exists (select from busy b where b.run = j.id) then {HeldBack} else j.verdict end as verdict from judged j),
        taken as (
            update {tables.Runs} r
            set attempt = r.attempt + 1, fence = nextval('{tables.Versions}'), node = @node, state = {(int)RunState.Claimed}, started = false,
                lost = r.lost + (r.state = {(int)RunState.Claimed})::int, lease_until = least(c.now + @lease, @latest)
            from hit h cross join clock c
            where r.id = h.id and h.verdict = {(int)RescueVerdict.Rescued}
            returning {RowColumns.Run("r")}),
        prolonged as (
            update {tables.Runs} r
            set lease_until = least(c.now + @lease, @latest)
            from hit h cross join clock c
            where r.id = h.id and h.verdict = {HeldBack}
            returning {RowColumns.Run("r")}),
        ended as (
            update {tables.Runs} r
            set state = case when h.verdict = {(int)RescueVerdict.Cancelled} then {(int)RunState.Cancelled} else {(int)RunState.Failed} end,
                lost = r.lost + (h.verdict = {(int)RescueVerdict.Poisoned})::int, ended_at = c.now, payload = null,
                error = case when h.verdict = {(int)RescueVerdict.Cancelled} then r.error
                    else 'Set aside as poisoned: ' || (r.lost + 1) || ' attempts were lost with their node.' end
            from hit h cross join clock c
            where r.id = h.id and h.verdict in ({(int)RescueVerdict.Cancelled}, {(int)RescueVerdict.Poisoned})
            returning r.id, r.state, r.callbacks, r.error),
        {CallingBack.Query(tables, "ended")}
        select c.now, r.verdict, r.paused, r.paused_version, {RowColumns.Run("r")} from clock c left join (
            select {(int)RescueVerdict.Rescued} as verdict, null::text as paused, null::bigint as paused_version, t.* from taken t
            union all
            select {HeldBack}, null, null, p.* from prolonged p
            union all
            select h.verdict, u.id, u.version, {RowColumns.Run("h")} from hit h left join paused u on u.run = h.id
            where h.verdict not in ({(int)RescueVerdict.Rescued}, {HeldBack})) r on true;
        {Promoting.Lock(tables)};
        with recorded as materialized (
            select r.id, r.schedule_id, r.incarnation, r.fence, r.followed, r.ended_at from {tables.Runs} r where r.id = any((select @runs)::uuid[])),
        {Promoting.Queries(tables, "recorded")}
        select * from promoted
        """;

    public async Task<StoreReply<IReadOnlyList<RescueResult>>> RunAsync(
        DbContext context, IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
    {
        var results = rescues.Select(_ => new RescueResult(RescueVerdict.Refused, null, null)).ToArray();
        var storeNow = await Waves.SendAsync(
            context, rescues, rescue => rescue.RunId, (wave, places, token) => RescueAsync(context, wave, places, holder, poisonAfter, results, token), cancellationToken)
            .ConfigureAwait(false);
        return new(results, storeNow);
    }

    private Task<DateTimeOffset> RescueAsync(
        DbContext context, Rescue[] rescues, IReadOnlyList<int> places, RunHolder holder, int poisonAfter, RescueResult[] results,
        CancellationToken cancellationToken) => context.ReadAsync(
        _rescue,
        [
            Parameters.Guids("runs", rescues.Select(rescue => rescue.RunId)),
            Parameters.Integers("attempts", rescues.Select(rescue => rescue.Attempt)),
            Parameters.Text("node", holder.Node),
            Parameters.Span("lease", holder.Lease),
            Parameters.Integer("poison_after", poisonAfter),
            Parameters.Latest(),
        ],
        async (reader, token) =>
        {
            var placeOf = Enumerable.Range(0, rescues.Length).ToDictionary(i => rescues[i].RunId, i => places[i]);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    var paused = reader.IsDBNull(2) ? null : new StoppedSchedule(reader.GetString(2), reader.GetInt64(3));
                    results[placeOf[reader.GetGuid(4)]] = Result(reader.GetInt32(1), RowReader.Run(reader, 4), now) with { Paused = paused };
                }
            }

            foreach (var (ended, promoted) in await Promoted.ReadAsync(reader, token).ConfigureAwait(false))
            {
                results[placeOf[ended]] = results[placeOf[ended]] with { Promoted = promoted };
                if (placeOf.TryGetValue(promoted.Id, out var refused))
                {
                    // It was held back by a run that has ended in the same batch.
                    results[refused] = results[refused] with { Present = promoted };
                }
            }

            return now;
        },
        cancellationToken);

    private static RescueResult Result(int verdict, StoredRun run, DateTimeOffset now) => verdict switch
    {
        Repeated or (int)RescueVerdict.Rescued => new(RescueVerdict.Rescued, run, null),
        (int)RescueVerdict.Cancelled => new(RescueVerdict.Cancelled, null, null) { Callback = Callback(run, RunState.Cancelled, now) },
        (int)RescueVerdict.Poisoned => new(RescueVerdict.Poisoned, null, null) { Callback = Callback(run, RunState.Failed, now) },
        _ => new(RescueVerdict.Refused, null, run.EndedAt is null ? run.ToHead() : null),
    };

    private static RunHead? Callback(StoredRun run, RunState end, DateTimeOffset now) =>
        CallbackRuns.Tell(run.Callbacks, end) ? CallbackRuns.HeadOf(run.ToHead(), now) : null;
}
