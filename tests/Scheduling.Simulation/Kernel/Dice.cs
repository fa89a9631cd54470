namespace Scheduling.Simulation.Kernel;

/// <summary>Chance, drawn from a seed. Each part of a simulation has dice of its own, so that one part draws the same whatever another one does.</summary>
internal sealed class Dice(int seed, int part)
{
    // The algorithm of a seeded Random is the same in every version of .NET.
    private readonly Random _random = new(unchecked((seed * 7919) + (part * 104_729)));

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    /// <summary>From the first up to, not including, the second.</summary>
    public int Between(int least, int end) => _random.Next(least, end);

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * _random.NextDouble());

    /// <summary>Mostly near the mean, now and then far above it, never more than ten times as much.</summary>
    public TimeSpan Around(TimeSpan mean) => mean * Math.Min(10, -Math.Log(1 - _random.NextDouble()));

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
