using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Clusters;

internal static class StoreWaits
{
    /// <summary>Waits until no run is open, which the store alone can tell.</summary>
    public static async Task UntilAllHaveEndedAsync(this IScheduleStore store)
    {
        var patience = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);
        while ((await store.ReadWindowAsync(new(1, [DatabaseHost.Job], 0), CancellationToken.None)).Value.Runs.Count > 0)
        {
            Assert.That(TimeProvider.System.GetUtcNow(), Is.LessThan(patience), "runs stay open");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
