using Npgsql;
using Scheduling.Jobs;

namespace Scheduling.ClusterHost.Effects;

/// <summary>Writes the effects table. What it was told is written, however long the server is away.</summary>
internal sealed class EffectsWriter(string connectionString, string node, int number) : IAsyncDisposable
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public async Task WriteAsync(RunContext run, EffectKind kind, DateTimeOffset at, bool isCancelled)
    {
        while (!await TryWriteAsync(run, kind, at, isCancelled))
        {
            await Task.Delay(s_wait, TimeProvider.System);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<bool> TryWriteAsync(RunContext run, EffectKind kind, DateTimeOffset at, bool isCancelled)
    {
        try
        {
            // A try whose answer was lost may have written it.
            await using var command = _source.CreateCommand("""
                insert into effects (schedule_id, occurrence, run_id, attempt, fence, incarnation, node, process, kind, node_at, is_cancelled)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
                """);
            foreach (var value in (ReadOnlySpan<object>)
                [run.ScheduleId, run.Occurrence, run.RunId, run.Attempt, run.FencingToken, run.Incarnation, node, number, (int)kind, at, isCancelled])
            {
                command.Parameters.Add(new() { Value = value });
            }

            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
