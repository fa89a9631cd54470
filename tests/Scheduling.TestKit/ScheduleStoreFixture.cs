using Scheduling.Storage;

namespace Scheduling.TestKit;

/// <summary>Makes an adapter's store for one test, and moves its time. A new fixture is made for each test.</summary>
public abstract class ScheduleStoreFixture : IAsyncDisposable
{
    /// <summary>What the suites may rely on.</summary>
    public abstract ScheduleStoreCapabilities Capabilities { get; }

    /// <summary>
    /// The unit in which suites measure: long beside the latency of an operation, and short enough to be waited for by a store whose
    /// clock can't be moved.
    /// </summary>
    public virtual TimeSpan Step => TimeSpan.FromMinutes(1);

    /// <summary>Makes the store, without any rows. Called once.</summary>
    public abstract Task<IScheduleStore> CreateAsync();

    /// <summary>Lets the store's time go on by at least the span given; by exactly it with <see cref="ScheduleStoreCapabilities.ExactTime"/>.</summary>
    /// <param name="by">The span.</param>
    public abstract Task AdvanceAsync(TimeSpan by);

    /// <summary>Removes what was made.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
