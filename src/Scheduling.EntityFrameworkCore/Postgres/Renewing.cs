using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Prolongs leases.</summary>
internal sealed class Renewing(TableNames tables)
{
    // A run whose schedule was deleted by other hands than the store's is to be stopped too.
    private readonly string _renew = $"""
        with clock as materialized (select clock_timestamp() as now),
        hit as materialized (
            select i.started or r.started as started, i.attempt as wanted, r.id, r.attempt, r.state, r.lease_until,
                case when r.cancel = {(int)CancelRequest.None} and r.callback_of is null and not exists (
                    select from {tables.Schedules} s where s.id = r.schedule_id and s.incarnation = r.incarnation)
                    then {(int)CancelRequest.Always} else r.cancel end as cancel
            from (select * from {Parameters.Rows("runs", "attempts", "started")} as i(run, attempt, started) order by run) i
            cross join lateral (select * from {tables.Runs} r where r.id = i.run for no key update) r),
        renewed as (
            update {tables.Runs} r
            set started = h.started, cancel = h.cancel, lease_until = least(c.now + @lease, @latest)
            from hit h cross join clock c
            where r.id = h.id and h.state = {(int)RunState.Claimed} and h.attempt = h.wanted
                and (h.cancel = {(int)CancelRequest.None} or h.started)
            returning r.id, r.lease_until)
        select c.now, h.id, coalesce(r.lease_until, h.lease_until), h.cancel, r.id is not null
        from clock c left join (hit h full join renewed r on r.id = h.id) on true
        """;

    public async Task<StoreReply<IReadOnlyList<RenewResult>>> RunAsync(
        DbContext context, IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken)
    {
        var results = renewals.Select(_ => new RenewResult(false, default, CancelRequest.None)).ToArray();
        var storeNow = await Waves.SendAsync(
            context, renewals, renewal => renewal.RunId, (wave, places, token) => RenewAsync(context, wave, places, lease, results, token), cancellationToken)
            .ConfigureAwait(false);
        return new(results, storeNow);
    }

    private Task<DateTimeOffset> RenewAsync(
        DbContext context, Renewal[] renewals, IReadOnlyList<int> places, TimeSpan lease, RenewResult[] results,
        CancellationToken cancellationToken) => context.ReadAsync(
        _renew,
        [
            Parameters.Guids("runs", renewals.Select(renewal => renewal.RunId)),
            Parameters.Integers("attempts", renewals.Select(renewal => renewal.Attempt)),
            Parameters.Flags("started", renewals.Select(renewal => renewal.Started)),
            Parameters.Span("lease", lease),
            Parameters.Latest(),
        ],
        async (reader, token) =>
        {
            var placeOf = Enumerable.Range(0, renewals.Length).ToDictionary(i => renewals[i].RunId, i => places[i]);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    results[placeOf[reader.GetGuid(1)]] = new(reader.GetBoolean(4), reader.Time(2), (CancelRequest)reader.GetInt32(3));
                }
            }

            return now;
        },
        cancellationToken);
}
