using Npgsql;
using Scheduling.ClusterHost.Effects;

namespace Scheduling.Cluster.Tests.Records;

/// <summary>The table that handlers write to.</summary>
internal sealed class EffectsTable(string database)
{
    public async Task CreateAsync()
    {
        await using NpgsqlConnection connection = new($"{database};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("""
            create table effects (
                schedule_id text not null, occurrence timestamptz not null, run_id uuid not null, attempt int not null, fence bigint not null, incarnation bigint not null,
                node text not null, process int not null, kind int not null, node_at timestamptz not null, at timestamptz not null default clock_timestamp(),
                is_cancelled boolean not null, primary key (run_id, attempt, kind));
            create index on effects (schedule_id)
            """, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Everything, in the order in which the server had it.</summary>
    public async Task<IReadOnlyList<Effect>> ReadAsync(string idPrefix = "")
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("""
            select schedule_id, occurrence, run_id, attempt, fence, incarnation, process, kind, node_at, at, is_cancelled
            from effects where starts_with(schedule_id, $1) order by at
            """, connection);
        command.Parameters.Add(new() { Value = idPrefix });
        await using var reader = await command.ExecuteReaderAsync();
        List<Effect> effects = [];
        while (await reader.ReadAsync())
        {
            effects.Add(new(
                reader.GetString(0), Time(1), reader.GetGuid(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt32(6),
                (EffectKind)reader.GetInt32(7), Time(8), Time(9), reader.GetBoolean(10)));
        }

        return effects;

        DateTimeOffset Time(int column) => reader.GetFieldValue<DateTimeOffset>(column);
    }
}
