using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Takes occurrences, and advances their schedules.</summary>
internal sealed class Claiming(TableNames tables)
{
    // Rows that others hold are skipped, never waited for: a claim must not stand still because somebody's transaction is slow, and who never waits can't deadlock.
    // The lock is taken before numbers are drawn, or a later claim could draw the lower fence.
    private readonly string _claim = $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {Parameters.Rows("ids", "versions", "dues", "occurrences", "nexts", "missed", "runs")}
                as i(id, version, due, occurrence, next, missed, run)),
        taken as materialized (
            select i.*, c.now, s.incarnation, s.schedule_group, s.name, s.job, s.payload, s.trace_parent,
                s.overlap = {(int)OverlapPolicy.Skip} and exists (
                    select from {tables.Runs} r where r.schedule_id = s.id and r.incarnation = s.incarnation and r.ended_at is null) as blocked
            from clock c cross join item i join {tables.Schedules} s on s.id = i.id
            where s.version = i.version and s.state = {(int)ScheduleState.Active} and s.next_due = i.due
                and i.due <= c.now and i.occurrence <= c.now
                and not exists (select from {tables.Runs} r where r.id = i.run)
            for no key update of s skip locked),
        advanced as (
            update {tables.Schedules} s
            set version = nextval('{tables.Versions}'), next_due = t.next, owner = @node, missed = s.missed + t.missed,
                state = case when t.next is null then {(int)ScheduleState.Completed} else s.state end,
                skipped_overlap = s.skipped_overlap + t.blocked::int
            from taken t
            where s.id = t.id
            returning {RowColumns.Head("s")}, s.state),
        claimed as (
            insert into {tables.Runs} as r (
                id, schedule_id, incarnation, schedule_group, name, job, payload, trace_parent, occurrence, fence, attempt, failures, lost,
                node, state, lease_until, started, cancel, claimed_at)
            select t.run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.payload, t.trace_parent, t.occurrence, nextval('{tables.Versions}'), 1, 0, 0,
                @node, {(int)RunState.Claimed}, least(t.now + @lease, @latest), false, {(int)CancelRequest.None}, t.now
            from taken t
            where not t.blocked
            returning {RowColumns.Run("r")})
        select c.now, a.state, {RowColumns.Head("a")}, {RowColumns.Run("r")}
        from clock c left join advanced a on true left join claimed r on r.schedule_id = a.id
        """;

    private readonly Presenting _presenting = new(tables);

    public async Task<StoreReply<IReadOnlyList<ClaimResult>>> RunAsync(
        DbContext context, IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        var results = new ClaimResult?[claims.Count];
        var storeNow = await Waves.SendAsync(
            context, claims, claim => claim.ScheduleId, (wave, places, token) => ClaimAsync(context, wave, places, holder, results, token), cancellationToken)
            .ConfigureAwait(false);
        int[] open = [.. Enumerable.Range(0, claims.Count).Where(index => results[index] is not { Verdict: ClaimVerdict.Claimed })];
        if (open.Length > 0)
        {
            storeNow = await _presenting.ExplainAsync(context, claims, open, results, holder, cancellationToken).ConfigureAwait(false);
        }

        return new(results!, storeNow);
    }

    private Task<DateTimeOffset> ClaimAsync(
        DbContext context, Claim[] claims, IReadOnlyList<int> places, RunHolder holder, ClaimResult?[] results, CancellationToken cancellationToken) => context.ReadAsync(
        _claim,
        [
            Parameters.Texts("ids", claims.Select(claim => claim.ScheduleId)),
            Parameters.Numbers("versions", claims.Select(claim => claim.Version)),
            Parameters.Times("dues", claims.Select(claim => claim.Due)),
            Parameters.Times("occurrences", claims.Select(claim => claim.Occurrence)),
            Parameters.Times("nexts", claims.Select(claim => claim.Next)),
            Parameters.Numbers("missed", claims.Select(claim => claim.Missed)),
            Parameters.Guids("runs", claims.Select(claim => claim.RunId)),
            Parameters.Text("node", holder.Node),
            Parameters.Span("lease", holder.Lease),
            Parameters.Latest(),
        ],
        async (reader, token) =>
        {
            var placeOf = Enumerable.Range(0, claims.Length).ToDictionary(i => claims[i].ScheduleId, i => places[i], StringComparer.Ordinal);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(2))
                {
                    var present = (ScheduleState)reader.GetInt32(1) == ScheduleState.Active ? RowReader.Head(reader, 2) : null;
                    const int RunAt = 2 + RowColumns.HeadCount;
                    results[placeOf[reader.GetString(2)]] = reader.IsDBNull(RunAt)
                        ? new(ClaimVerdict.SkippedOverlap, present, null, null)
                        : new(ClaimVerdict.Claimed, present, RowReader.Run(reader, RunAt), null);
                }
            }

            return now;
        },
        cancellationToken);
}
