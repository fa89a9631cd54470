using Scheduling.Events;
using Scheduling.TestKit;

namespace Scheduling.Redis.Tests;

/// <summary>What tests of real servers wait for.</summary>
internal static class Waiting
{
    public static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static SchedulingEvent Message(long number, string node = "a") => new(SchedulingEventKind.Hello, node) { Nonce = number };

    /// <summary>Waits until the connection came back so many times.</summary>
    public static Task UntilReconnectedAsync(this RecordingListener listener, int times) => listener.WaitForAsync(_ => listener.Reconnections >= times, Patience);

    /// <summary>Waits for what nobody tells of.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException("It did not come to that.");
            }

            await Task.Delay(s_pause, TimeProvider.System);
        }
    }

    /// <summary>Publishes until a message arrives: what is published while a connection is down is lost.</summary>
    public static async Task UntilHeardAsync(this RecordingListener listener, IEventBus publisher, long number)
    {
        await UntilAsync(async () =>
        {
            try
            {
                await publisher.PublishAsync([Message(number)], CancellationToken.None);
            }
            catch (Exception fault) when (fault is StackExchange.Redis.RedisException or TimeoutException)
            {
            }

            return listener.Received.Contains(Message(number));
        });
    }
}
