using FluentAssertions;
using NUnit.Framework;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Sleeping;

/// <summary>In a simulation all goes on in one thread, in its order.</summary>
internal sealed class SleeperOnOneThreadTests
{
    private SynchronizationContext? _runners;

    // A test runner's threads may have a context of theirs, with which whatever is awaited would go on in the thread pool.
    [SetUp]
    public void Leave_the_runners_context()
    {
        _runners = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
    }

    [TearDown]
    public void Return_to_the_runners_context() => SynchronizationContext.SetSynchronizationContext(_runners);

    [Test]
    public void Whoever_waits_for_the_last_turn_goes_on_as_the_work_queue_says()
    {
        InlineWorkQueue queue = new();
        TimerSleepingExecutor sleeper = new(new TwoClocks(), queue);
        sleeper.Start(static () => null);
        var wentOnIn = 0;
        var disposal = EndAsync();
        disposal.IsCompleted.Should().BeFalse("a turn is about to be");

        queue.Works.Dequeue()();

        disposal.IsCompletedSuccessfully.Should().BeTrue("nothing else is waited for");
        wentOnIn.Should().Be(Environment.CurrentManagedThreadId);

        async Task EndAsync()
        {
            await sleeper.DisposeAsync().ConfigureAwait(false);
            wentOnIn = Environment.CurrentManagedThreadId;
        }
    }
}
