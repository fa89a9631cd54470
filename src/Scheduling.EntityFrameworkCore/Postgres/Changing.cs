using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Resumes schedules, sets them aside, and replaces their cancel keys.</summary>
internal sealed class Changing(TableNames tables)
{
    private readonly string _resume = $"""
        with held as materialized (
            select s.id from {tables.Schedules} s
            where s.id = @id and (s.state in ({(int)ScheduleState.Paused}, {(int)ScheduleState.Faulted}) or s.paused_until is not null)
            for no key update of s),
        resumed as (
            update {tables.Schedules} s
            set state = {(int)ScheduleState.Active}, version = nextval('{tables.Versions}'), owner = @owner, note = s.definition_note,
                next_due = coalesce(s.paused_due, s.next_due), paused_until = null, paused_due = null, failure_streak = 0
            from held h
            where s.id = h.id
            returning {RowColumns.Head("s")})
        select c.now, {RowColumns.Head("r")} from (select clock_timestamp() as now) c left join resumed r on true
        """;

    private readonly string _setAside = $"""
        with held as materialized (
            select s.id from {tables.Schedules} s
            where s.id = @id and s.state = {(int)ScheduleState.Active} and s.version = @version
            for no key update of s),
        done as (
            update {tables.Schedules} s
            set state = {(int)ScheduleState.Faulted}, version = nextval('{tables.Versions}'), note = @note
            from held h
            where s.id = h.id
            returning s.id)
        select c.now, d.id is not null from (select clock_timestamp() as now) c left join done d on true
        """;

    private readonly string _replaceKeys = $"""
        with item as materialized (select * from {Parameters.Rows("ids", "versions", "rules")} as i(id, version, rules)),
        key as materialized (select * from {Parameters.Rows("key_ids", "keys")} as k(id, key)),
        held as materialized (
            select s.id, s.job, i.rules from item i join {tables.Schedules} s on s.id = i.id and s.version = i.version
            order by s.id
            for no key update of s),
        known as materialized ({KnownRules.Of(tables, "select h.job from held h where h.rules is not null")}),
        meant as materialized (
            select h.id from held h left join known n on n.job = h.job where h.rules is null or h.rules = {JobRules.Fingerprint("n.fingerprint")}),
        vanished as (
            delete from {tables.CancelKeys} k
            using meant h
            where k.schedule_id = h.id and not exists (select from key n where n.id = k.schedule_id and n.key = k.key)),
        keyed as (
            insert into {tables.CancelKeys} (key, schedule_id)
            select n.key, n.id from key n join meant h on h.id = n.id
            order by n.key, n.id
            on conflict do nothing)
        select clock_timestamp(), count(*)::int from meant
        """;

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(DbContext context, string id, string owner, CancellationToken cancellationToken) => context.ReadAsync(
        _resume,
        [Parameters.Text("id", id), Parameters.Text("owner", owner)],
        async Task<StoreReply<ScheduleHead?>> (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);

            // One whose recurrence has ended is active again, and has nothing to wake for.
            var isArmed = !reader.IsDBNull(1) && !reader.IsDBNull(1 + 5);
            return new(isArmed ? RowReader.Head(reader, 1) : null, reader.Time(0));
        },
        cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(DbContext context, string id, long version, string note, CancellationToken cancellationToken) => context.ReadAsync(
        _setAside,
        [Parameters.Text("id", id), Parameters.Number("version", version), Parameters.Text("note", note)],
        async Task<StoreReply<bool>> (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new(reader.GetBoolean(1), reader.Time(0));
        },
        cancellationToken);

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(DbContext context, IReadOnlyList<CancelKeysWrite> writes, CancellationToken cancellationToken) => context.ReadAsync(
        _replaceKeys,
        [
            Parameters.Texts("ids", writes.Select(write => write.ScheduleId)),
            Parameters.Numbers("versions", writes.Select(write => write.Version)),
            Parameters.Texts("rules", writes.Select(write => write.Rules)),
            Parameters.Texts("key_ids", writes.SelectMany(write => write.Keys.Select(_ => write.ScheduleId))),
            Parameters.Texts("keys", writes.SelectMany(write => write.Keys)),
        ],
        async Task<StoreReply<int>> (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new(reader.GetInt32(1), reader.Time(0));
        },
        cancellationToken);
}
