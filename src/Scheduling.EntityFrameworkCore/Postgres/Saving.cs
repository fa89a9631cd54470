using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Creates and replaces definitions, with their cancel keys and labels.</summary>
/// <param name="tables">The tables.</param>
/// <param name="weighed">Learns whose open runs are to be weighed.</param>
internal sealed class Saving(TableNames tables, WeighedSchedules weighed)
{
    private readonly string _save = $"""
        with clock as materialized (select clock_timestamp() as now),
        item as materialized (
            select * from {Parameters.Rows("ids", "groups", "names", "jobs", "payloads", "recurrences", "overlaps", "buffer_limits", "catch_ups", "catch_up_windows", "pauses", "callbacks", "notes", "shown_notes", "states", "next_dues", "next_occurrences", "remaining", "paused_untils", "paused_dues", "declared_bys", "trace_parents", "owners", "expected", "rules", "marks")} as i(
                id, schedule_group, name, job, payload, recurrence, overlap, buffer_limit, catch_up, catch_up_window, pause_after_failures, callbacks,
                note, shown_note, state, next_due, next_occurrence, remaining, paused_until, paused_due, declared_by, trace_parent, owner, expected, rules, mark)),
        known as materialized ({KnownRules.Of(tables, "select i.job from item i where i.rules is not null")}),
        stray as materialized (
            select i.id, i.mark from item i left join known n on n.job = i.job
            where i.rules is not null and i.rules is distinct from {JobRules.Fingerprint("n.fingerprint")}),
        key as materialized (select * from {Parameters.Rows("key_ids", "keys")} as k(id, key) union all select y.id, y.mark from stray y),
        label as materialized (select * from {Parameters.Rows("label_ids", "label_names", "label_values")} as l(id, name, value)),
        held as materialized (
            select s.id from item i join {tables.Schedules} s on s.id = i.id
            where s.version = i.expected
            order by s.id
            for no key update of s),
        replaced as (
            update {tables.Schedules} s
            set schedule_group = i.schedule_group, name = i.name, job = i.job, payload = i.payload, recurrence = i.recurrence, overlap = i.overlap,
                buffer_limit = i.buffer_limit, catch_up = i.catch_up, catch_up_window = i.catch_up_window,
                pause_after_failures = i.pause_after_failures, callbacks = i.callbacks, note = coalesce(i.shown_note, i.note), definition_note = i.note, state = i.state,
                next_due = i.next_due, next_occurrence = i.next_occurrence, remaining = i.remaining, paused_until = i.paused_until, paused_due = i.paused_due,
                failure_streak = 0, declared_by = i.declared_by,
                trace_parent = i.trace_parent, owner = i.owner, version = nextval('{tables.Versions}'), updated_at = c.now
            from held h join item i on i.id = h.id cross join clock c
            where s.id = h.id
            returning s.*),
        created as (
            insert into {tables.Schedules} as s (
                id, schedule_group, name, job, payload, recurrence, overlap, buffer_limit, catch_up, catch_up_window, pause_after_failures, failure_streak, callbacks,
                note, definition_note, state, next_due, next_occurrence, remaining, paused_until, paused_due, declared_by, trace_parent, owner, version, incarnation,
                asked, succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
            select n.id, n.schedule_group, n.name, n.job, n.payload, n.recurrence, n.overlap, n.buffer_limit, n.catch_up, n.catch_up_window, n.pause_after_failures, 0, n.callbacks,
                coalesce(n.shown_note, n.note), n.note, n.state, n.next_due, n.next_occurrence, n.remaining, n.paused_until, n.paused_due, n.declared_by, n.trace_parent, n.owner, n.version, n.version,
                0, 0, 0, 0, 0, 0, n.now, n.now
            from (
                select i.*, c.now, nextval('{tables.Versions}') as version
                from item i cross join clock c where i.expected is null order by i.id) n
            on conflict (id) do nothing
            returning s.*),
        written as (select * from replaced union all select * from created),
        vanished as (
            delete from {tables.CancelKeys} k
            using replaced r
            where k.schedule_id = r.id and not exists (select from key n where n.id = k.schedule_id and n.key = k.key)),
        keyed as (
            insert into {tables.CancelKeys} (key, schedule_id)
            select n.key, n.id from key n join written w on w.id = n.id
            order by n.key, n.id
            on conflict do nothing),
        unlabelled as (
            delete from {tables.Labels} l
            using replaced r
            where l.schedule_id = r.id and not exists (select from label n where n.id = l.schedule_id and n.name = l.name)),
        labelled as (
            insert into {tables.Labels} as l (schedule_id, name, value)
            select n.id, n.name, n.value from label n join written w on w.id = n.id
            order by n.id, n.name
            on conflict (schedule_id, name) do update set value = excluded.value where l.value <> excluded.value)
        select clock.now, {RowColumns.Schedule("s", "ended", "last")}, y.mark
        from clock left join written s on true left join stray y on y.id = s.id
        {History.Of(tables, "s")}
        """;

    private readonly Reading _reading = new(tables);

    public async Task<StoreReply<IReadOnlyList<SaveResult>>> RunAsync(
        DbContext context, IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes.Where(write => write.Overlap is not (OverlapPolicy.Skip or OverlapPolicy.AllowAll)))
        {
            weighed.Add(write.Id);
        }

        var (written, storeNow) = await WriteAsync(context, writes, cancellationToken).ConfigureAwait(false);
        string[] refused = [.. writes.Select(write => write.Id).Where(id => !written.ContainsKey(id))];
        Dictionary<string, StoredSchedule> present = [];
        if (refused.Length > 0)
        {
            (var rows, storeNow) = await _reading.GetAsync(context, refused, cancellationToken).ConfigureAwait(false);
            present = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        }

        return new(
            [.. writes.Select(write => written.TryGetValue(write.Id, out var row) ? new SaveResult(true, row) : new SaveResult(false, present.GetValueOrDefault(write.Id)))],
            storeNow);
    }

    private Task<(Dictionary<string, StoredSchedule> Written, DateTimeOffset StoreNow)> WriteAsync(
        DbContext context, IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) => context.ReadAsync(
        _save,
        [
            Parameters.Texts("ids", writes.Select(write => write.Id)),
            Parameters.Texts("groups", writes.Select(write => write.Group)),
            Parameters.Texts("names", writes.Select(write => write.Name)),
            Parameters.Texts("jobs", writes.Select(write => write.Job)),
            Parameters.Texts("payloads", writes.Select(write => write.Payload)),
            Parameters.Texts("recurrences", writes.Select(write => write.Recurrence)),
            Parameters.Integers("overlaps", writes.Select(write => (int)write.Overlap)),
            Parameters.Integers("buffer_limits", writes.Select(write => write.BufferLimit)),
            Parameters.Integers("catch_ups", writes.Select(write => (int)write.CatchUp)),
            Parameters.Numbers("catch_up_windows", writes.Select(write => write.CatchUpWindow?.Ticks)),
            Parameters.Integers("pauses", writes.Select(write => write.PauseAfterFailures)),
            Parameters.Integers("callbacks", writes.Select(write => (int)write.Callbacks)),
            Parameters.Texts("notes", writes.Select(write => write.Note)),
            Parameters.Texts("shown_notes", writes.Select(write => write.ShownNote)),
            Parameters.Integers("states", writes.Select(write => (int)write.State)),
            Parameters.Times("next_dues", writes.Select(write => write.NextDue)),
            Parameters.Times("next_occurrences", writes.Select(write => write.NextOccurrence)),
            Parameters.Numbers("remaining", writes.Select(write => write.Remaining)),
            Parameters.Times("paused_untils", writes.Select(write => write.PausedUntil)),
            Parameters.Times("paused_dues", writes.Select(write => write.PausedDue)),
            Parameters.Texts("declared_bys", writes.Select(write => write.DeclaredBy)),
            Parameters.Texts("trace_parents", writes.Select(write => write.TraceParent)),
            Parameters.Texts("owners", writes.Select(write => write.Owner)),
            Parameters.Numbers("expected", writes.Select(write => write.ExpectedVersion)),
            Parameters.Texts("rules", writes.Select(write => write.Rules)),
            Parameters.Texts("marks", writes.Select(write => OtherRules.KeyOf(write.Job))),
            Parameters.Texts("key_ids", writes.SelectMany(write => write.CancelKeys.Select(_ => write.Id))),
            Parameters.Texts("keys", writes.SelectMany(write => write.CancelKeys)),
            Parameters.Texts("label_ids", writes.SelectMany(write => write.Labels.Select(_ => write.Id))),
            Parameters.Texts("label_names", writes.SelectMany(write => write.Labels.Keys)),
            Parameters.Texts("label_values", writes.SelectMany(write => write.Labels.Keys.Select(name => write.Labels[name]))),
        ],
        async (reader, token) =>
        {
            var items = writes.ToDictionary(write => write.Id, StringComparer.Ordinal);
            Dictionary<string, StoredSchedule> written = new(StringComparer.Ordinal);
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    var item = items[reader.GetString(1)];
                    IReadOnlyList<string> keys = reader.TextOrNull(1 + RowColumns.ScheduleCount) is { } mark ? [.. item.CancelKeys, mark] : item.CancelKeys;
                    written.Add(item.Id, RowReader.Schedule(reader, 1, keys, item.Labels));
                }
            }

            return (written, now);
        },
        cancellationToken);
}
