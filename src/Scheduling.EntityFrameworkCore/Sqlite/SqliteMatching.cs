using System.Data.Common;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The schedules <c>s</c> that a filter means, from the index that holds the fewest as far as can be told without statistics: a group, a label, a range of due times.</summary>
internal sealed class SqliteMatching
{
    private readonly SqliteConditions _conditions = new();
    private readonly TableNames _tables;
    private readonly string _tablesRead;

    public SqliteMatching(TableNames tables, ScheduleFilter filter, string? afterId)
    {
        _tables = tables;
        _conditions.Add("s.schedule_group = @group", "@group", filter.Group);
        _conditions.Add("s.job = @job", "@job", filter.Job);
        _conditions.Add("s.state = @state", "@state", (int?)filter.State);
        _conditions.Add("s.name in (select value from json_each(@names))", "@names", filter.Names is null ? null : JsonRows.Of(filter.Names));
        if (filter.DeclaredInCode is { } isDeclared)
        {
            _conditions.Add(isDeclared ? "s.declared_by is not null" : "s.declared_by is null");
        }

        // Its index holds the ids of a label in order, and a page begins within it.
        var isByLabel = filter.Group is null && filter.Labels.Count > 0;
        Id = isByLabel ? "l.schedule_id" : "s.id";
        _tablesRead = isByLabel ? $"{tables.Labels} l cross join {tables.Schedules} s on s.id = l.schedule_id" : $"{tables.Schedules} s";
        _conditions.Add($"{Id} > @after", "@after", afterId);
        foreach (var (at, (name, value)) in filter.Labels.Index())
        {
            var isLabel = $"l.name = @label{at} and l.value = @value{at}";
            _conditions.Add(isByLabel && at == 0 ? isLabel : $"exists (select 1 from {tables.Labels} l where l.schedule_id = s.id and {isLabel})", $"@label{at}", name);
            _conditions.Add("true", $"@value{at}", value);
        }

        AddDueRange(filter, isIndexed: filter.Group is null && !isByLabel);
    }

    /// <summary>The ids of the schedules, as they are to be ordered.</summary>
    public string Id { get; }

    public string From => $"{_tablesRead} {_conditions.Where}";

    public IReadOnlyList<DbParameter> Parameters => _conditions.Parameters;

    private void AddDueRange(ScheduleFilter filter, bool isIndexed)
    {
        if ((filter.DueFrom ?? filter.DueBefore) is null)
        {
            return;
        }

        _conditions.Add("s.state = 0 and s.next_due is not null");
        _conditions.Add("s.next_due >= @dueFrom", "@dueFrom", Text(filter.DueFrom));
        _conditions.Add("s.next_due < @dueBefore", "@dueBefore", Text(filter.DueBefore));
        if (isIndexed && filter.Job is null)
        {
            // The index begins with the job: the jobs that sleep here are found by leaping from one to the next in it.
            _conditions.Add($"""
                s.job in (
                    with recursive known(job) as (
                        select min(x.job) from {_tables.Schedules} x where x.state = 0 and x.next_due is not null
                        union all
                        select (select min(x.job) from {_tables.Schedules} x where x.state = 0 and x.next_due is not null and x.job > known.job)
                        from known where known.job is not null)
                    select known.job from known where known.job is not null)
                """);
        }
    }

    private static string? Text(DateTimeOffset? time) => time is { } value ? Column.Text(Times.Column(value)) : null;
}
