using Npgsql;
using Scheduling.Storage;

namespace Scheduling.Cluster.Tests.Records;

/// <summary>Reads the store's own tables, past the library.</summary>
internal sealed class StoreTables(string database)
{
    /// <summary>Every run that is listed.</summary>
    public async Task<IReadOnlyList<RunRecord>> RunsAsync() => await ReadAsync(
        "select id, schedule_id, incarnation, occurrence, attempt, state, ended_at is not null from scheduling.runs",
        reader => new RunRecord(
            reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt32(4), (RunState)reader.GetInt32(5), reader.GetBoolean(6)));

    /// <summary>How many outcomes and open runs each active schedule has at one moment.</summary>
    public async Task<IReadOnlyList<ScheduleCount>> CountsAsync() => await ReadAsync(
        """
        select id, next_due, succeeded + failed + cancelled + skipped_overlap + missed
            + (select count(*) from scheduling.runs r where r.schedule_id = s.id and r.incarnation = s.incarnation)
        from scheduling.schedules s where next_due is not null
        """,
        reader => new ScheduleCount(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2)));

    /// <summary>How many schedules are due and not claimed, or runs open, of what was due by a time.</summary>
    public async Task<int> OpenAsync(DateTimeOffset dueBy) => (await OpenIdsAsync(dueBy)).Count;

    /// <summary>Which they are.</summary>
    public async Task<IReadOnlyList<string>> OpenIdsAsync(DateTimeOffset dueBy) => await ReadAsync(
        """
        select id || ' is due' from scheduling.schedules where state = 0 and next_due <= $1
        union all select schedule_id || ' is open, state ' || state || ', attempt ' || attempt || ' on ' || node from scheduling.runs where ended_at is null and occurrence <= $1
        """,
        reader => reader.GetString(0),
        dueBy);

    /// <summary>Ends connections of nodes, and does not wait for their ends: some are in the midst of something.</summary>
    /// <param name="node">The name of a node; null for all of them.</param>
    public async Task<int> TerminateAsync(string? node = null) => (await ReadAsync(
        """
        select count(pg_terminate_backend(pid))::int from pg_stat_activity
        where datname = current_database() and starts_with(application_name, 'node-') and ($1 = '' or application_name = $1)
        """,
        reader => reader.GetInt32(0),
        node ?? ""))[0];

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string query, Func<NpgsqlDataReader, T> row, object? argument = null)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(query, connection);
        if (argument is not null)
        {
            command.Parameters.Add(new() { Value = argument });
        }

        List<T> rows = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
