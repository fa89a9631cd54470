using Scheduling.Hosting;

namespace Scheduling.Saving;

/// <summary>Gives schedules that are staggered their places, one after the other. Safe for use by many threads.</summary>
/// <remarks>
/// Each place is the one before it plus the golden ratio, of which only the fraction counts: however many there are, no two neighbours lie much farther apart
/// than others (the three-gap theorem), which drawing by chance would not do. The first one is drawn from the node's name, so that nodes begin at different places.
/// </remarks>
internal sealed class PhaseSequence(NodeSettings settings)
{
    // The fraction of the golden ratio in units of 2^-64, so that nothing is ever rounded.
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _last = (ulong)(new NodeRandom(settings.Id + "/phases").Next() * (1UL << 53)) << 11;

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Next() => (Interlocked.Add(ref _last, Step) >> 11) * (1.0 / (1UL << 53));
}
