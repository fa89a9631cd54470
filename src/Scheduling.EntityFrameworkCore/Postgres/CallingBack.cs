using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Makes the runs that tell of the ends of others (<see cref="CallbackRuns"/>), in the statement that ends them. Without any such end it looks up nothing.</summary>
internal static class CallingBack
{
    // As CallbackRuns.IdOf says it: bit 6 of byte 8.
    private const string Id = "encode(set_bit(uuid_send(r.id), 70, 1), 'hex')::uuid";

    // Outcomes are numbered as states are, two less, and so are the flags.
    private static readonly string s_outcome = $"state - {(int)RunState.Succeeded}";

    /// <summary>Whether the end of a run is told of, whose <c>state</c> and <c>callbacks</c> stand here.</summary>
    public static string IsTold(string ended) =>
        $"{ended}.state in ({(int)RunState.Succeeded}, {(int)RunState.Failed}, {(int)RunState.Cancelled}) and ({ended}.callbacks & (1 << ({ended}.{s_outcome}))) <> 0";

    /// <summary>A query <c>told</c>.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="ended">A query of runs that were changed: their <c>id</c>, and <c>state</c>, <c>callbacks</c> and <c>error</c> as they are now. What else a run keeps is read as it was before.</param>
    public static string Query(TableNames tables, string ended) => $"""
        told as (
            {Insert(tables)}
            select {Columns($"e.{s_outcome}", $"case when e.state <> {(int)RunState.Succeeded} then e.error end", "r.payload", "clock_timestamp()")}
            from {ended} e join {tables.Runs} r on r.id = e.id
            where {IsTold("e")}
            on conflict (id) do nothing)
        """;

    /// <summary>A statement that tells of runs which are about to be cancelled, those in <c>@told</c>, at the time <c>@now</c>.</summary>
    public static string Cancelled(TableNames tables) => $"""
        {Insert(tables)}
        select {Columns($"{(int)RunOutcome.Cancelled}", "r.error", "case when r.ended_at is null then r.payload else s.payload end", "@now")}
        from {tables.Runs} r join {tables.Schedules} s on s.id = r.schedule_id
        where r.id = any((select @told)::uuid[])
        on conflict (id) do nothing
        """;

    /// <summary>A query <c>missed_told</c>, of what was passed over for one of the <c>weighed</c>.</summary>
    public static string Missed(TableNames tables) => $"""
        missed_told as (
            {Insert(tables)}
            select {Columns($"{(int)RunOutcome.Missed}", "null", "r.payload", "r.now")}
            from (
                select w.missed_run as id, w.id as schedule_id, w.incarnation, w.schedule_group, w.name, w.job, w.trace_parent, w.missed_first as occurrence, null::timestamptz as due,
                    w.missed, w.missed_last as last_missed, @node as node, w.payload, w.now
                from weighed w
                where w.missed_run is not null and w.decision <> {Weighing.Busy} and (w.callbacks & {(int)Callbacks.Missed}) <> 0) r
            on conflict (id) do nothing)
        """;

    private static string Insert(TableNames tables) => $"""
        insert into {tables.Runs} (
            id, schedule_id, incarnation, schedule_group, name, job, trace_parent, occurrence, due, missed, last_missed, node, callback_of, callback_error, payload, claimed_at, lease_until, cause,
            fence, attempt, failures, lost, state, started, cancel, followed, callbacks)
        """;

    private static string Columns(string outcome, string error, string payload, string now) => $"""
        {Id}, r.schedule_id, -r.incarnation, r.schedule_group, r.name, r.job, r.trace_parent, r.occurrence, r.due, r.missed, r.last_missed, r.node, {outcome}, {error}, {payload}, {now}, {now},
        {(int)RunCause.Callback}, 0, 0, 0, 0, {(int)RunState.Waiting}, false, {(int)CancelRequest.None}, false, 0
        """;
}
