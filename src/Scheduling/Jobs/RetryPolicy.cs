using System.Buffers.Binary;

namespace Scheduling.Jobs;

/// <summary>How often a run is attempted, and how long it waits after each failure.</summary>
/// <param name="Attempts">How many attempts there are at the most; 1 means that a failed run is never retried.</param>
/// <param name="FirstDelay">How long the run waits after its first failure; the wait doubles with each further one.</param>
/// <param name="MaxDelay">Where the doubling ends, before jitter.</param>
internal sealed record RetryPolicy(int Attempts, TimeSpan FirstDelay, TimeSpan MaxDelay)
{
    public const double Jitter = 0.2;

    public static readonly RetryPolicy Default = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>How long to wait after so many failures; null when there is no further attempt.</summary>
    /// <param name="failures">How many attempts have failed, at least 1.</param>
    /// <param name="runId">The run.</param>
    public TimeSpan? DelayAfter(int failures, Guid runId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        if (failures >= Attempts)
        {
            return null;
        }

        // In floating point, because the doubling overflows ticks long before the attempts run out.
        var ticks = Math.Min(FirstDelay.Ticks * Math.Pow(2, failures - 1), MaxDelay.Ticks);
        return new TimeSpan((long)(ticks * (1 - Jitter + (2 * Jitter * Fraction(runId, failures)))));
    }

    /// <summary>
    /// A number from 0 to below 1 that looks random. It is the same on every node and in every process, so that a delay can be computed
    /// again; <see cref="HashCode"/> would differ from process to process.
    /// </summary>
    /// <remarks>Source: the finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014).</remarks>
    private static double Fraction(Guid runId, int failures)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = runId.TryWriteBytes(bytes, bigEndian: true, out _);
        var mixed = Mix(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        mixed = Mix(mixed ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        mixed = Mix(mixed + (ulong)failures);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
