namespace Scheduling.Simulation.Kernel;

/// <summary>A delay that ends, also when it is cancelled, on the simulation's thread; Task.Delay would go on in the pool.</summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan span, TimeProvider time, CancellationToken token)
    {
        TaskCompletionSource ended = new();
        var timer = time.CreateTimer(_ => ended.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            var registration = token.UnsafeRegister(_ => ended.TrySetCanceled(token), null);
            await using (registration.ConfigureAwait(false))
            {
                await ended.Task.ConfigureAwait(false);
            }
        }
    }
}
