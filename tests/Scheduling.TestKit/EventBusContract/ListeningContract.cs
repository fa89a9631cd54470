using FluentAssertions;
using NUnit.Framework;

namespace Scheduling.TestKit.EventBusContract;

/// <summary>How listeners are called, and when no more.</summary>
public abstract class ListeningContract<TFixture> : EventBusSuite<TFixture>
    where TFixture : EventBusFixture, new()
{
    [Test]
    public async Task Publishing_does_not_wait_for_listeners()
    {
        using ManualResetEventSlim published = new();
        var isPublished = false;
        RecordingListener listener = new(_ => isPublished = published.Wait(Patience));
        await using var subscription = await Bus.SubscribeAsync(listener, CancellationToken.None);

        await Bus.PublishAsync([Message("a", 1)], CancellationToken.None);
        published.Set();

        await listener.WaitForAsync(received => received.Contains(Message("a", 1)), Patience);
        isPublished.Should().BeTrue();
    }

    [Test]
    public async Task A_slow_listener_does_not_hold_up_the_others()
    {
        using ManualResetEventSlim release = new();
        RecordingListener slow = new(_ => release.Wait(Patience));
        RecordingListener quick = new();
        await using var first = await Bus.SubscribeAsync(slow, CancellationToken.None);
        await using var second = await Bus.SubscribeAsync(quick, CancellationToken.None);

        await Bus.PublishAsync([Message("a", 1)], CancellationToken.None);

        await quick.WaitForAsync(received => received.Contains(Message("a", 1)), Patience);
        slow.Received.Should().BeEmpty();
        release.Set();
        await slow.WaitForAsync(received => received.Contains(Message("a", 1)), Patience);
    }

    [Test]
    public async Task A_listener_is_called_by_one_at_a_time()
    {
        var (inside, most) = (0, 0);
        RecordingListener listener = new(_ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });
        await using var subscription = await SubscribeAsync(Bus, listener);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(publisher => Task.Run(async () =>
        {
            for (var number = 0; number < 100; number++)
            {
                await Bus.PublishAsync([Message("a", number)], CancellationToken.None);
            }
        })));

        await listener.WaitForAsync(_ => listener.ReceivedFrom("a").Count() >= 800, Patience);
        most.Should().Be(1);
    }

    [Test]
    public async Task A_listener_that_throws_goes_on_being_told()
    {
        var isFirst = true;
        RecordingListener broken = new(_ =>
        {
            var threw = isFirst;
            isFirst = false;
            if (threw)
            {
                throw new InvalidOperationException("the listener is broken");
            }
        });
        RecordingListener sound = new();
        await using var first = await Bus.SubscribeAsync(broken, CancellationToken.None);
        await using var second = await SubscribeAsync(Bus, sound);

        await Bus.PublishAsync([Message("a", 1)], CancellationToken.None);
        await Bus.PublishAsync([Message("a", 2)], CancellationToken.None);

        await broken.WaitForAsync(received => received.Contains(Message("a", 2)), Patience);
        await sound.WaitForAsync(received => received.Contains(Message("a", 2)), Patience);
        sound.ReceivedFrom("a").Should().Equal(Messages("a", 1, 2));
    }

    [Test]
    public async Task Disposing_waits_for_the_delivery_that_is_under_way()
    {
        using ManualResetEventSlim release = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasLeft = false;
        RecordingListener listener = new(_ =>
        {
            entered.TrySetResult();
            release.Wait(Patience);
            Volatile.Write(ref hasLeft, true);
        });
        var subscription = await Bus.SubscribeAsync(listener, CancellationToken.None);
        await Bus.PublishAsync([Message("a", 1)], CancellationToken.None);
        await entered.Task.WaitAsync(Patience);

        var disposing = subscription.DisposeAsync().AsTask();
        var hadLeft = disposing.ContinueWith(_ => Volatile.Read(ref hasLeft), TaskScheduler.Default);
        disposing.IsCompleted.Should().BeFalse();
        release.Set();

        (await hadLeft.WaitAsync(Patience)).Should().BeTrue();
        await disposing;
    }

    [Test]
    public async Task Nothing_is_delivered_once_disposing_has_completed()
    {
        for (var round = 0; round < 50; round++)
        {
            var (isDisposed, tooLate) = (false, 0);
            RecordingListener leaving = new(_ => tooLate += Volatile.Read(ref isDisposed) ? 1 : 0);
            RecordingListener staying = new();
            var first = await SubscribeAsync(Bus, leaving);
            await using var second = await SubscribeAsync(Bus, staying);

            var publishing = Task.Run(async () =>
            {
                for (var number = 0; number < 50; number++)
                {
                    await Bus.PublishAsync([Message("a", number)], CancellationToken.None);
                }
            });
            await first.DisposeAsync();
            Volatile.Write(ref isDisposed, true);
            await publishing;
            await Bus.PublishAsync([Message("last", round)], CancellationToken.None);
            await staying.WaitForAsync(received => received.Contains(Message("last", round)), Patience);

            tooLate.Should().Be(0);
            leaving.ReceivedFrom("last").Should().BeEmpty();
        }
    }

    [Test]
    public async Task A_listener_may_dispose_its_own_subscription()
    {
        IAsyncDisposable? own = null;
        using ManualResetEventSlim published = new();
        TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RecordingListener leaving = new(events =>
        {
            if (events[0].Node == "leave")
            {
                published.Wait(Patience);
                own!.DisposeAsync().AsTask().GetAwaiter().GetResult();
                disposed.SetResult();
            }
        });
        RecordingListener staying = new();
        own = await SubscribeAsync(Bus, leaving);
        await using var second = await SubscribeAsync(Bus, staying);

        await Bus.PublishAsync([Message("leave", 1)], CancellationToken.None);
        await Bus.PublishAsync([Message("last", 1)], CancellationToken.None);
        published.Set();
        await disposed.Task.WaitAsync(Patience);
        await Bus.PublishAsync([Message("last", 2)], CancellationToken.None);

        await staying.WaitForAsync(received => received.Contains(Message("last", 2)), Patience);
        await own.DisposeAsync().AsTask().WaitAsync(Patience);
        leaving.ReceivedFrom("last").Should().BeEmpty();
    }

    [Test]
    public async Task A_subscription_may_be_disposed_twice()
    {
        var subscription = await SubscribeAsync(Bus, new());

        await subscription.DisposeAsync();

        await subscription.DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
