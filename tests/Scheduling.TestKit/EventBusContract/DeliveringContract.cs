using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Storage;

namespace Scheduling.TestKit.EventBusContract;

/// <summary>What reaches subscribers, and in which order.</summary>
public abstract class DeliveringContract<TFixture> : EventBusSuite<TFixture>
    where TFixture : EventBusFixture, new()
{
    [Test]
    public async Task A_publisher_receives_its_own_messages()
    {
        RecordingListener listener = new();
        await using var subscription = await Bus.SubscribeAsync(listener, CancellationToken.None);

        await Bus.PublishAsync([Message("a", 42)], CancellationToken.None);

        await listener.WaitForAsync(received => received.Contains(Message("a", 42)), Patience);
    }

    [Test]
    public async Task A_message_arrives_with_all_that_it_says()
    {
        RecordingListener listener = new();
        await using var subscription = await SubscribeAsync(OtherBus, listener);
        var sent = Enum.GetValues<SchedulingEventKind>().Select(kind => new SchedulingEvent(kind, "node ü#3")
        {
            ScheduleId = "schedule \"1\" 😀",
            Version = long.MaxValue,
            Job = "job",
            WakeAt = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMicroseconds(123_457),
            RunId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            Attempt = 7,
            Holder = "holder#1",
            Cancel = CancelRequest.Always,
            Started = true,
            Nonce = long.MinValue,
            Rules = "rules",
        }).Append(new(SchedulingEventKind.Backlog, "node ü#3")).Append(new(SchedulingEventKind.ScheduleStart, "node ü#3") { Holder = "" }).ToList();

        await Bus.PublishAsync(sent, CancellationToken.None);

        await listener.WaitForAsync(received => received.Count(message => message.Node == "node ü#3") >= sent.Count, Patience);
        listener.ReceivedFrom("node ü#3").Should().Equal(sent);
    }

    [Test]
    public async Task Every_subscriber_of_every_node_receives_every_message()
    {
        RecordingListener[] listeners = [new(), new(), new()];
        await using var first = await SubscribeAsync(Bus, listeners[0]);
        await using var second = await SubscribeAsync(Bus, listeners[1]);
        await using var third = await SubscribeAsync(OtherBus, listeners[2]);

        await Bus.PublishAsync(Messages("a", 0, 10), CancellationToken.None);
        await OtherBus.PublishAsync(Messages("b", 0, 10), CancellationToken.None);

        foreach (var listener in listeners)
        {
            await listener.WaitForAsync(_ => listener.ReceivedFrom("a").Count() >= 10 && listener.ReceivedFrom("b").Count() >= 10, Patience);
            listener.ReceivedFrom("a").Should().Equal(Messages("a", 0, 10));
            listener.ReceivedFrom("b").Should().Equal(Messages("b", 0, 10));
        }
    }

    [Test]
    public async Task Many_publishers_at_once_each_keep_their_order()
    {
        RecordingListener listener = new();
        await using var subscription = await SubscribeAsync(Bus, listener);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(publisher => Task.Run(async () =>
        {
            for (var number = 0; number < 200; number += 2)
            {
                await (publisher % 2 == 0 ? Bus : OtherBus).PublishAsync(Messages($"p{publisher}", number, 2), CancellationToken.None);
            }
        })));

        for (var publisher = 0; publisher < 8; publisher++)
        {
            var node = $"p{publisher}";
            await listener.WaitForAsync(_ => listener.ReceivedFrom(node).Count() >= 200, Patience);
            listener.ReceivedFrom(node).Should().Equal(Messages(node, 0, 200));
        }
    }

    [Test]
    public async Task A_big_batch_arrives_whole_and_in_order()
    {
        RecordingListener listener = new();
        await using var subscription = await SubscribeAsync(OtherBus, listener);
        var sent = Messages("a", 0, 10_000);

        await Bus.PublishAsync(sent, CancellationToken.None);

        await listener.WaitForAsync(received => received.Count >= sent.Count + 1, Patience);
        listener.ReceivedFrom("a").Should().Equal(sent);
    }

    [Test]
    public async Task A_publisher_may_use_its_list_again()
    {
        RecordingListener listener = new();
        await using var subscription = await SubscribeAsync(Bus, listener);
        List<SchedulingEvent> batch = [];

        for (var number = 0; number < 100; number++)
        {
            batch.Add(Message("a", number));
            await Bus.PublishAsync(batch, CancellationToken.None);
            batch.Clear();
        }

        await listener.WaitForAsync(_ => listener.ReceivedFrom("a").Count() >= 100, Patience);
        listener.ReceivedFrom("a").Should().Equal(Messages("a", 0, 100));
    }

    [Test]
    public async Task Nobody_need_listen_and_nothing_need_be_said()
    {
        await Bus.PublishAsync(Messages("before", 0, 3), CancellationToken.None);
        RecordingListener listener = new();
        await using var subscription = await SubscribeAsync(Bus, listener);

        await Bus.PublishAsync([], CancellationToken.None);
        await Bus.PublishAsync([Message("a", 1)], CancellationToken.None);

        await listener.WaitForAsync(received => received.Contains(Message("a", 1)), Patience);
        listener.ReceivedFrom("before").Should().BeEmpty();
    }
}
