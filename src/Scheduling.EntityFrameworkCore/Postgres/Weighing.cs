using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>What claims do in view of their schedules' open runs, as <see cref="OverlapRules"/> say it.</summary>
internal static class Weighing
{
    /// <summary>No <see cref="OverlapDecision"/>: one of the open runs is in the hands of a transaction that may end it, or has ended since the statement began.</summary>
    public const int Busy = -1;

    /// <summary>Whether the policy of a schedule <c>s</c> lets runs be as they are, so that none is looked at but to see that there is one.</summary>
    public static readonly string IsPlain = $"s.overlap in ({(int)OverlapPolicy.Skip}, {(int)OverlapPolicy.AllowAll})";

    /// <summary>Columns of a schedule <c>s</c> that is taken for the item <c>i</c>: what its policy needs to know.</summary>
    public static string Columns(TableNames tables) => $"""
        not i.passes and s.overlap = {(int)OverlapPolicy.Skip} and exists (select {Life(tables)} and r.ended_at is null) as blocked,
        not i.passes and s.overlap = {(int)OverlapPolicy.AllowAll} and exists (select {Life(tables)} and r.state = {(int)RunState.Buffered}) as follows,
        case when not i.passes and not {IsPlain} then (select count(*) {Life(tables)} and r.ended_at is null) end as open
        """;

    /// <summary>
    /// Queries <c>weighed</c>, with a decision on each that was <c>taken</c>, and <c>marked</c>, the open runs that learn of it. A run is marked as followed by whoever buffers behind it, while it is
    /// locked: so its end either comes before and is seen here, or comes after and sees the mark.
    /// </summary>
    public static string Queries(TableNames tables)
    {
        var cancels = $"w.decision = {(int)OverlapDecision.CancelOther}";
        var ends = $"{cancels} and r.state <> {(int)RunState.Claimed}";
        return $"""
            held as materialized (
                select r.id, r.state, r.followed, t.id as schedule_id
                from taken t join {tables.Runs} r on r.schedule_id = t.id and r.incarnation = t.incarnation and r.ended_at is null
                where t.open > 0
                for no key update of r skip locked),
            weighed as materialized (
                select t.*, h.buffered > 0 as joins, h.claimed > 0 as stops, case
                    when t.blocked then {(int)OverlapDecision.Skip}
                    when coalesce(t.open, 0) = 0 then {(int)OverlapDecision.Run}
                    when coalesce(h.held, 0) < t.open then {Busy}
                    when t.overlap = {(int)OverlapPolicy.CancelOther} then {(int)OverlapDecision.CancelOther}
                    when h.buffered < case when t.overlap = {(int)OverlapPolicy.BufferOne} then 1 else t.buffer_limit end then {(int)OverlapDecision.Buffer}
                    else {(int)OverlapDecision.Skip} end as decision
                from taken t left join (
                    select h.schedule_id, count(*) as held,
                        count(*) filter (where h.state = {(int)RunState.Buffered}) as buffered,
                        count(*) filter (where h.state = {(int)RunState.Claimed}) as claimed
                    from held h group by h.schedule_id) h on h.schedule_id = t.id),
            marked as (
                update {tables.Runs} r
                set followed = true,
                    cancel = case when {cancels} then {(int)CancelRequest.Always} else r.cancel end,
                    state = case when {ends} then {(int)RunState.Cancelled} else r.state end,
                    ended_at = case when {ends} then w.now end,
                    payload = case when {ends} then null else r.payload end
                from held h join weighed w on w.id = h.schedule_id
                where r.id = h.id and ({cancels} or (w.decision = {(int)OverlapDecision.Buffer} and not h.followed))
                returning {RowColumns.RunHead("r")}, w.decision, r.callbacks, r.error),
            {CallingBack.Query(tables, "marked")}
            """;
    }

    /// <summary>The runs of the life of a schedule <c>s</c>.</summary>
    public static string Life(TableNames tables) => $"from {tables.Runs} r where r.schedule_id = s.id and r.incarnation = s.incarnation";
}
