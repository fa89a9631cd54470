using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Systems.HangfireNet;

/// <summary>What Hangfire calls.</summary>
internal static class HangfireJob
{
    public static void Once(long dueTicks) => Probe.Hit(new DateTimeOffset(dueTicks, TimeSpan.Zero));

    public static void EverySecond() => Probe.HitOfSecond();
}
