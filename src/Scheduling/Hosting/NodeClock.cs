using Scheduling.Sleeping;

namespace Scheduling.Hosting;

/// <summary>The node's clock for those who are not the node: its own time, and the store's as far as it is known. Safe for use by many threads.</summary>
internal sealed class NodeClock(ISleepingExecutor sleeper)
{
    private long _offset;

    public DateTimeOffset Now => sleeper.Now;

    public DateTimeOffset StoreNow => sleeper.Now + TimeSpan.FromTicks(Volatile.Read(ref _offset));

    public void Learn(DateTimeOffset now, DateTimeOffset storeNow) => Volatile.Write(ref _offset, (storeNow - now).Ticks);
}
