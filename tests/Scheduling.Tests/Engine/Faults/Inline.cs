namespace Scheduling.Tests.Engine.Faults;

/// <summary>Completes what a test held back, and runs all that follows before it returns.</summary>
internal static class Inline
{
    // Continuations are queued to the pool instead if the thread has a context, as NUnit's has; the test would then go on too early.
    public static void Complete(TaskCompletionSource held, Exception? failure = null)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _ = failure is null ? held.TrySetResult() : held.TrySetException(failure);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
