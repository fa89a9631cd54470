using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The statements that are made of columns' names, once for each model.</summary>
/// <remarks>SQLite is told the order of joins by <c>cross join</c>: it knows nothing about how long a JSON array is.</remarks>
internal sealed class SqliteTexts
{
    private static readonly ConditionalWeakTable<IModel, SqliteTexts> s_known = [];

    private SqliteTexts(DbContext context)
    {
        Tables = new(context);
        Schedules = Select(ScheduleColumns.All);
        Runs = Select(RunColumns.All);
        InsertSchedules = Insert(Tables.Schedules, ScheduleColumns.All);
        InsertRuns = Insert(Tables.Runs, RunColumns.All);
        InsertCancelKeys = Insert(Tables.CancelKeys, KeyColumns.CancelKeys);
        PutLabels = Insert(Tables.Labels, KeyColumns.Labels) + " where true on conflict (schedule_id, name) do update set value = excluded.value";
        UpdateSchedules = Update(Tables.Schedules, ScheduleProgress);
        RedefineSchedules = Update(Tables.Schedules, ScheduleColumns.All);

        // An ended run's payload is of no use; that of an open one does not change, and may be long.
        UpdateRuns = Update(Tables.Runs, RunProgress, "payload = case when i.value ->> 1 is null then payload end, ");
        PutJobs = Insert(Tables.Jobs, KeyColumns.Jobs) + " where true on conflict (job) do update set fingerprint = excluded.fingerprint";
    }

    /// <summary>The columns that <see cref="UpdateSchedules"/> takes, the id first.</summary>
    public static IReadOnlyList<Column<ScheduleEntity>> ScheduleProgress { get; } = [ScheduleColumns.Id, .. ScheduleColumns.Progress];

    /// <summary>The columns that <see cref="UpdateRuns"/> takes: the id first, then when it ended.</summary>
    public static IReadOnlyList<Column<RunEntity>> RunProgress { get; } = [RunColumns.Id, .. RunColumns.Progress];

    public TableNames Tables { get; }

    /// <summary>The columns of schedules with the alias <c>s</c>.</summary>
    public string Schedules { get; }

    /// <summary>The columns of runs with the alias <c>s</c>.</summary>
    public string Runs { get; }

    public string InsertSchedules { get; }

    public string InsertRuns { get; }

    public string InsertCancelKeys { get; }

    public string PutLabels { get; }

    public string UpdateSchedules { get; }

    public string RedefineSchedules { get; }

    public string UpdateRuns { get; }

    public string PutJobs { get; }

    public static SqliteTexts Of(DbContext context)
    {
        if (!s_known.TryGetValue(context.Model, out var texts))
        {
            s_known.AddOrUpdate(context.Model, texts = new(context));
        }

        return texts;
    }

    private static string Select<TRow>(IReadOnlyList<Column<TRow>> columns) => string.Join(", ", columns.Select(column => "s." + column.Name));

    private static string Insert<TRow>(string table, IReadOnlyList<Column<TRow>> columns) =>
        $"insert into {table} ({string.Join(", ", columns.Select(column => column.Name))}) "
        + $"select {string.Join(", ", columns.Select((_, at) => $"i.value ->> {at}"))} from json_each(@rows) i";

    private static string Update<TRow>(string table, IReadOnlyList<Column<TRow>> columns, string more = "") =>
        $"update {table} set {more}{string.Join(", ", columns.Select((column, at) => $"{column.Name} = i.value ->> {at}").Skip(1))} "
        + $"from json_each(@rows) i where {table}.id = i.value ->> 0";
}
