using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Takes occurrences, and advances their schedules.</summary>
internal sealed class Claiming(TableNames tables)
{
    private const int HeadAt = 2;
    private const int RunAt = HeadAt + RowColumns.HeadCount;
    private const int StoppedAt = RunAt + RowColumns.RunCount;

    // Rows that others hold are skipped, never waited for: a claim must not stand still because somebody's transaction is slow, and who never waits can't deadlock.
    // The lock is taken before numbers are drawn, or a later claim could draw the lower fence. Who has asked for a run since the statement began has not changed the
    // version, but the number of times that this was done: the run would not be seen here.
    private readonly string _claim = $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {Parameters.Rows("ids", "versions", "dues", "passes", "occurrences", "occurrence_dues", "nexts", "next_dues", "remaining", "missed", "missed_runs", "missed_firsts", "missed_lasts", "runs")}
                as i(id, version, due, passes, occurrence, occurrence_due, next, next_due, remaining, missed, missed_run, missed_first, missed_last, run)),
        taken as materialized (
            select i.*, c.now, s.incarnation, s.schedule_group, s.name, s.job, s.payload, s.trace_parent, s.overlap, s.buffer_limit,
                {Weighing.Columns(tables)}
            from clock c cross join item i join {tables.Schedules} s on s.id = i.id
            where s.version = i.version and s.state = {(int)ScheduleState.Active} and s.next_due = i.due
                and i.due <= c.now and (i.passes or coalesce(i.occurrence_due, i.occurrence) <= c.now)
                and not exists (select from {tables.Runs} r where r.id = i.run)
                and (s.asked = 0 or s.asked = (select a.asked from {tables.Schedules} a where a.id = i.id))
            for no key update of s skip locked),
        {Weighing.Queries(tables)},
        advanced as (
            update {tables.Schedules} s
            set version = nextval('{tables.Versions}'), next_due = coalesce(t.next_due, t.next), next_occurrence = case when t.next_due is not null then t.next end,
                remaining = t.remaining, owner = @node, missed = s.missed + t.missed,
                state = case when coalesce(t.next_due, t.next) is null then {(int)ScheduleState.Completed} else s.state end,
                skipped_overlap = s.skipped_overlap + (t.decision = {(int)OverlapDecision.Skip})::int
            from weighed t
            where s.id = t.id and t.decision <> {Weighing.Busy}
            returning {RowColumns.Head("s")}, s.state),
        passed as (
            insert into {tables.Runs} (
                id, schedule_id, incarnation, schedule_group, name, job, occurrence, last_missed, missed, cause, fence, attempt, failures, lost,
                node, state, lease_until, started, cancel, followed, claimed_at, ended_at)
            select t.missed_run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.missed_first, t.missed_last, t.missed, {(int)RunCause.Due},
                nextval('{tables.Versions}'), 0, 0, 0, @node, {(int)RunState.Missed}, t.now, false, {(int)CancelRequest.None}, false, t.now, t.now
            from weighed t
            where t.missed_run is not null and t.decision <> {Weighing.Busy}
            on conflict (id) do nothing),
        claimed as (
            insert into {tables.Runs} as r (
                id, schedule_id, incarnation, schedule_group, name, job, payload, trace_parent, occurrence, due, missed, cause, fence, attempt, failures, lost,
                node, state, lease_until, started, cancel, followed, claimed_at)
            select t.run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.payload, t.trace_parent, t.occurrence, t.occurrence_due, 0, {(int)RunCause.Due},
                nextval('{tables.Versions}'), case when t.waits then 0 else 1 end, 0, 0,
                @node, case when t.waits then {(int)RunState.Buffered} else {(int)RunState.Claimed} end, least(t.now + @lease, @latest),
                false, {(int)CancelRequest.None}, t.follows or (t.waits and t.joins and t.decision = {(int)OverlapDecision.Buffer}), t.now
            from (
                select w.*, w.decision = {(int)OverlapDecision.Buffer} or (w.decision = {(int)OverlapDecision.CancelOther} and w.stops) as waits
                from weighed w
                where not w.passes and w.decision not in ({Weighing.Busy}, {(int)OverlapDecision.Skip})) t
            returning {RowColumns.Run("r")})
        select c.now, a.state, {RowColumns.Head("a")}, {RowColumns.Run("r")}, {RowColumns.RunHead("m")}
        from clock c left join advanced a on true left join claimed r on r.schedule_id = a.id
        left join marked m on m.schedule_id = a.id and m.decision = {(int)OverlapDecision.CancelOther} and m.state = {(int)RunState.Claimed}
        """;

    private readonly Presenting _presenting = new(tables);

    public async Task<StoreReply<IReadOnlyList<ClaimResult>>> RunAsync(
        DbContext context, IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        var results = new ClaimResult?[claims.Count];
        var storeNow = await Waves.SendAsync(
            context, claims, claim => claim.ScheduleId, (wave, places, token) => ClaimAsync(context, wave, places, holder, results, token), cancellationToken)
            .ConfigureAwait(false);
        int[] open = [.. Enumerable.Range(0, claims.Count).Where(index => results[index] is not { Verdict: ClaimVerdict.Claimed or ClaimVerdict.Buffered })];
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
            Parameters.Flags("passes", claims.Select(claim => claim.RunsNothing)),
            Parameters.Times("occurrences", claims.Select(claim => claim.Occurrence)),
            Parameters.Times("occurrence_dues", claims.Select(claim => claim.OccurrenceDue)),
            Parameters.Times("nexts", claims.Select(claim => claim.Next)),
            Parameters.Times("next_dues", claims.Select(claim => claim.NextDue)),
            Parameters.Numbers("remaining", claims.Select(claim => claim.Remaining)),
            Parameters.Numbers("missed", claims.Select(claim => claim.Missed)),
            Parameters.Guids("missed_runs", claims.Select(claim => claim.MissedRun?.Id)),
            Parameters.Times("missed_firsts", claims.Select(claim => claim.MissedRun?.First)),
            Parameters.Times("missed_lasts", claims.Select(claim => claim.MissedRun?.Last)),
            Parameters.Guids("runs", claims.Select(claim => claim.RunId)),
            Parameters.Text("node", holder.Node),
            Parameters.Span("lease", holder.Lease),
            Parameters.Latest(),
        ],
        async (reader, token) =>
        {
            var indexOf = Enumerable.Range(0, claims.Length).ToDictionary(i => claims[i].ScheduleId, StringComparer.Ordinal);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(HeadAt))
                {
                    // One row for each run that is to make way.
                    var index = indexOf[reader.GetString(HeadAt)];
                    var result = results[places[index]] ?? Result(reader, claims[index]);
                    results[places[index]] = reader.IsDBNull(StoppedAt) ? result : result with { Stopped = [.. result.Stopped, RowReader.RunHead(reader, StoppedAt)] };
                }
            }

            return now;
        },
        cancellationToken);

    private static ClaimResult Result(DbDataReader reader, Claim claim)
    {
        var present = (ScheduleState)reader.GetInt32(1) == ScheduleState.Active ? RowReader.Head(reader, HeadAt) : null;
        if (reader.IsDBNull(RunAt))
        {
            return new(claim.RunsNothing ? ClaimVerdict.PassedOver : ClaimVerdict.SkippedOverlap, present, null, null);
        }

        var run = RowReader.Run(reader, RunAt);
        return run.State == RunState.Buffered
            ? new(ClaimVerdict.Buffered, present, null, null) { Buffered = run.ToHead() }
            : new(ClaimVerdict.Claimed, present, run, null);
    }
}
