using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>Saves what shall be due at one instant that lies after all is saved: guesses how long that takes, and learns.</summary>
internal sealed class Leads
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(3);

    private readonly Dictionary<(SystemKind, StoreKind), double> _perSecond = [];

    /// <summary>When something is due that begins to be saved now.</summary>
    public DateTimeOffset DueOf(Turn turn, int count) => DateTimeOffset.UtcNow + s_margin + TimeSpan.FromSeconds(1.3 * count / Rate(turn));

    /// <returns>Whether all was saved, and the server is at rest, before it is due.</returns>
    public async Task<bool> SaveAsync(Turn turn, ISystem system, IReadOnlyList<Planned> planned)
    {
        var started = TimeProvider.System.GetTimestamp();
        await system.SaveManyAsync(planned);
        await turn.SettleAsync();
        var took = TimeProvider.System.GetElapsedTime(started);
        _perSecond[(turn.Kind, turn.Store)] = Math.Min(planned.Count / took.TotalSeconds, 4 * Rate(turn));
        return DateTimeOffset.UtcNow < planned.Min(one => one.Due) - TimeSpan.FromMilliseconds(500);
    }

    private double Rate(Turn turn) => _perSecond.TryGetValue((turn.Kind, turn.Store), out var rate) ? rate : (turn.Kind, turn.Store) switch
    {
        (_, StoreKind.Memory) => 20_000,
        (SystemKind.Ours, _) => 4_000,
        (SystemKind.Quartz, _) => 500,
        (SystemKind.Hangfire, _) => 300,
        _ => 10_000,
    };
}
