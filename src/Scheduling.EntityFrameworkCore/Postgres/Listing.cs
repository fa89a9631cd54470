using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Reads pages of schedules and runs. Only the conditions that a filter sets stand in the statement, so that each has the plan that fits it.</summary>
internal sealed class Listing(TableNames tables)
{
    // The index of due times begins with the job.
    private readonly string _dueJobs = $" and s.job = any(array({SleepingJobs.Query(tables)} select job from job where job is not null))";

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> SchedulesAsync(
        DbContext context, ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        var (conditions, parameters) = Conditions(filter, afterId);
        parameters.Add(Parameters.Integer("limit", limit));

        // The page comes first: what its schedules' runs add is looked up for them alone.
        var page = $"(select * from {tables.Schedules} s where {conditions} order by s.id limit @limit) s";
        return context.ReadAsync(
            $"{Reading.Schedules(tables, page, "order by s.id")}; select clock_timestamp()", parameters, Reading.ReadSchedulesAsync, cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<StoredRun>>> RunsAsync(
        DbContext context, RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        StringBuilder conditions = new("true");
        List<DbParameter> parameters = [Parameters.Integer("limit", limit)];
        Add(filter.ScheduleId is not null, "r.schedule_id = @schedule", () => Parameters.Text("schedule", filter.ScheduleId));
        Add(filter.Group is not null, "r.schedule_group = @group", () => Parameters.Text("group", filter.Group));
        Add(filter.Job is not null, "r.job = @job", () => Parameters.Text("job", filter.Job));
        Add(filter.State is not null, "r.state = @state", () => Parameters.Integer("state", (int?)filter.State));
        Add(beforeId is not null, "r.id < @before", () => Parameters.Guid("before", beforeId));
        return context.ReadAsync(
            $"select {RowColumns.Run("r")} from {tables.Runs} r where {conditions} order by r.id desc limit @limit; select clock_timestamp()",
            parameters,
            async Task<StoreReply<IReadOnlyList<StoredRun>>> (reader, token) =>
            {
                List<StoredRun> runs = [];
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    runs.Add(RowReader.Run(reader, 0));
                }

                return new(runs, await Reading.TimeBehindAsync(reader, token).ConfigureAwait(false));
            },
            cancellationToken);

        void Add(bool isSet, string condition, Func<DbParameter> parameter)
        {
            if (isSet)
            {
                conditions.Append(" and ").Append(condition);
                parameters.Add(parameter());
            }
        }
    }

    public Task<StoreReply<int>> CountAsync(DbContext context, ScheduleFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, parameters) = Conditions(filter);
        return context.ReadAsync(
            $"select clock_timestamp(), count(*)::int from {tables.Schedules} s where {conditions}",
            parameters,
            async Task<StoreReply<int>> (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                return new(reader.GetInt32(1), reader.Time(0));
            },
            cancellationToken);
    }

    /// <summary>The conditions of a filter on schedules <c>s</c>, with their parameters.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="afterId">The last id of the page before.</param>
    public (StringBuilder Conditions, List<DbParameter> Parameters) Conditions(ScheduleFilter filter, string? afterId = null)
    {
        StringBuilder conditions = new("true");
        List<DbParameter> parameters = [];
        if (filter.Group is not null)
        {
            conditions.Append(" and s.schedule_group = @group");
            parameters.Add(Parameters.Text("group", filter.Group));
        }

        if (filter.Names is not null)
        {
            conditions.Append(" and s.name = any(@names)");
            parameters.Add(Parameters.Texts("names", filter.Names));
        }

        if (filter.Job is not null)
        {
            conditions.Append(" and s.job = @job");
            parameters.Add(Parameters.Text("job", filter.Job));
        }

        if (filter.State is not null)
        {
            conditions.Append(" and s.state = @state");
            parameters.Add(Parameters.Integer("state", (int?)filter.State));
        }

        if (filter.DeclaredInCode is { } declared)
        {
            conditions.Append(declared ? " and s.declared_by is not null" : " and s.declared_by is null");
        }

        if (afterId is not null)
        {
            conditions.Append(" and s.id > @after");
            parameters.Add(Parameters.Text("after", afterId));
        }

        AddLabels(filter, afterId, conditions, parameters);
        AddDueRange(filter, conditions, parameters);
        return (conditions, parameters);
    }

    // The index holds the ids of a label in order, and a page begins within it.
    private void AddLabels(ScheduleFilter filter, string? afterId, StringBuilder conditions, List<DbParameter> parameters)
    {
        var from = afterId is null ? "" : " and l.schedule_id > @after";
        foreach (var (at, (name, value)) in filter.Labels.Index())
        {
            conditions.Append(CultureInfo.InvariantCulture, $" and exists (select from {tables.Labels} l where l.schedule_id = s.id and l.name = @label{at} and l.value = @value{at}{from})");
            parameters.Add(Parameters.Text($"label{at}", name));
            parameters.Add(Parameters.Text($"value{at}", value));
        }
    }

    private void AddDueRange(ScheduleFilter filter, StringBuilder conditions, List<DbParameter> parameters)
    {
        if ((filter.DueFrom ?? filter.DueBefore) is null)
        {
            return;
        }

        conditions.Append(CultureInfo.InvariantCulture, $" and s.state = {(int)ScheduleState.Active} and s.next_due is not null").Append(filter.Job is null ? _dueJobs : "");
        if (filter.DueFrom is { } from)
        {
            conditions.Append(" and s.next_due >= @due_from");
            parameters.Add(Parameters.Time("due_from", Times.Column(from)));
        }

        if (filter.DueBefore is { } before)
        {
            conditions.Append(" and s.next_due < @due_before");
            parameters.Add(Parameters.Time("due_before", Times.Column(before)));
        }
    }
}
