using Npgsql;
using NpgsqlTypes;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Servers;

namespace Scheduling.Benchmarks.Systems.Raw;

/// <summary>
/// What the database does at most: a narrow table, claims of 1,000 rows by their place and one update that completes them, on two connections, prepared. No recurrence, no lease, no history.
/// </summary>
internal sealed class RawPostgres(SystemSetup setup) : ISystem, IBulk, ICancels, IStocks
{
    private const int Workers = 2;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(setup.Connection);
    private readonly List<Task> _workers = [];
    private long _first = long.MaxValue;

    public bool CancelsMany => true;

    public Task StartAsync() => Databases.ExecuteAsync(setup.Connection,
        "CREATE TABLE IF NOT EXISTS raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL, owner text NOT NULL, due timestamptz NOT NULL, state smallint NOT NULL)",
        "CREATE INDEX IF NOT EXISTS raw_due ON raw (due, id) WHERE state = 0",
        "CREATE INDEX IF NOT EXISTS raw_key ON raw (key)",
        "CREATE INDEX IF NOT EXISTS raw_owner ON raw (owner)");

    public async Task SaveAsync(Planned planned)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using NpgsqlCommand command = new("INSERT INTO raw (key, owner, due, state) VALUES ($1, 'all', $2, 0)", connection);
        command.Parameters.Add(new() { Value = planned.Id });
        command.Parameters.Add(new() { Value = planned.Due });
        await command.ExecuteNonQueryAsync();
    }

    public async Task SaveManyAsync(IReadOnlyList<Planned> planned)
    {
        await using (var connection = await _source.OpenConnectionAsync())
        {
            await using var copy = await connection.BeginBinaryImportAsync("COPY raw (key, owner, due, state) FROM STDIN (FORMAT BINARY)");
            foreach (var one in planned)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(one.Id);
                await copy.WriteAsync("all");
                await copy.WriteAsync(one.Due, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync((short)0);
            }

            await copy.CompleteAsync();
        }

        var first = planned.Min(one => one.Due).UtcTicks;
        Volatile.Write(ref _first, Math.Min(first, Volatile.Read(ref _first)));
        if (_workers.Count == 0)
        {
            _workers.AddRange(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)));
        }
    }

    public Task SaveKeyedAsync(int count, DateTimeOffset due) => SaveManyAsync([.. Enumerable.Range(0, count).Select(i => new Planned($"{i}", due))]);

    public Task CancelAsync(int key) => DeleteAsync("DELETE FROM raw WHERE key = $1", $"{key}");

    public Task<int> CancelAllAsync() => DeleteAsync("DELETE FROM raw WHERE owner = $1", "all");

    public async Task StockAsync(int count)
    {
        await SaveAsync(new Planned("stock", DateTimeOffset.UtcNow.AddYears(1)));
        await Databases.ExecuteAsync(setup.Connection,
            $"INSERT INTO raw (key, owner, due, state) SELECT 'stock-' || g, 'stock', due + g * interval '1 millisecond', 0 FROM raw, generate_series(1, {count}) g WHERE key = 'stock'");
    }

    public Task<bool> IsAnyOpenAsync() => Stock.AskAsync(setup.Connection, "SELECT EXISTS (SELECT FROM raw WHERE state = 0 AND due <= now()) OR EXISTS (SELECT FROM raw WHERE state = 1)");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _source.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<int> DeleteAsync(string statement, string value)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync();
    }

    private async Task WorkAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using NpgsqlCommand claim = new("""
            WITH c AS MATERIALIZED (SELECT ctid FROM raw WHERE state = 0 AND due <= clock_timestamp() ORDER BY due, id LIMIT 1000 FOR UPDATE SKIP LOCKED)
            UPDATE raw t SET state = 1 FROM c WHERE t.ctid = c.ctid RETURNING t.id, t.due
            """, connection);
        await claim.PrepareAsync();
        await using NpgsqlCommand complete = new("UPDATE raw SET state = 2 WHERE id = ANY ($1)", connection);
        NpgsqlParameter<long[]> ended = new();
        complete.Parameters.Add(ended);
        while (DateTimeOffset.UtcNow.UtcTicks < Volatile.Read(ref _first))
        {
            await Task.Delay(s_pause, TimeProvider.System, _stopping.Token);
        }

        List<long> ids = new(1_000);
        while (!_stopping.IsCancellationRequested)
        {
            ids.Clear();
            await using (var rows = await claim.ExecuteReaderAsync(_stopping.Token))
            {
                while (await rows.ReadAsync(_stopping.Token))
                {
                    ids.Add(rows.GetInt64(0));
                    Probe.Hit(rows.GetFieldValue<DateTimeOffset>(1));
                }
            }

            if (ids.Count == 0)
            {
                await Task.Delay(s_pause, TimeProvider.System, _stopping.Token);
                continue;
            }

            ended.TypedValue = [.. ids];
            await complete.ExecuteNonQueryAsync(_stopping.Token);
        }
    }
}
