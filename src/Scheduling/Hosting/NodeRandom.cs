namespace Scheduling.Hosting;

/// <summary>The node's own generator, seeded by its identity, so that the same inputs lead to the same commands.</summary>
internal sealed class NodeRandom(string seed)
{
    private ulong _state = Seed(seed);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    /// <remarks>SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Seed(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
