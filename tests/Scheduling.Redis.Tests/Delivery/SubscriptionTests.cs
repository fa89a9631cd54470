using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Redis.Delivery;
using Scheduling.TestKit;

namespace Scheduling.Redis.Tests.Delivery;

public sealed class SubscriptionTests
{
    [Test]
    public async Task A_listener_that_does_not_keep_up_loses_what_waits_and_is_told_of_the_gap()
    {
        using ManualResetEventSlim release = new();
        using ManualResetEventSlim entered = new();
        RecordingListener listener = new(_ =>
        {
            entered.Set();
            release.Wait(Waiting.Patience);
        });
        LogLines logs = new();
        await using Subscription subscription = new(listener, logs, _ => { });
        SchedulingEvent[] batch = [.. Enumerable.Range(0, 1_000).Select(number => Waiting.Message(number))];

        subscription.Enqueue([Waiting.Message(-1)]);
        entered.Wait(Waiting.Patience);
        for (var sent = 0; sent < Subscription.MaxWaiting + batch.Length; sent += batch.Length)
        {
            subscription.Enqueue(batch);
        }

        listener.Reconnections.Should().Be(0);
        release.Set();
        await listener.WaitForAsync(received => received.Count >= 1 + batch.Length, Waiting.Patience);

        listener.Reconnections.Should().Be(1);
        listener.Received.Should().Equal([Waiting.Message(-1), .. batch]);
        logs.All.Should().ContainSingle().Which.Id.Should().Be(4002);
    }

    [Test]
    public async Task A_listener_that_throws_is_logged()
    {
        LogLines logs = new();
        RecordingListener listener = new(_ => throw new InvalidOperationException("the listener is broken"));
        await using Subscription subscription = new(listener, logs, _ => { });

        subscription.Enqueue([Waiting.Message(1)]);
        subscription.EnqueueGap();
        await listener.UntilReconnectedAsync(1);

        logs.All.Should().ContainSingle().Which.Text.Should().Contain("the listener is broken");
    }
}
