using System.Collections.Concurrent;

namespace Scheduling.Cancelling;

/// <summary>Where those who stop runs wait to hear from the holders whether they had started. Safe for use by many threads.</summary>
internal sealed class AckBoard
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<bool>> _awaited = new();

    /// <summary>Begins to wait; to be called before the holders are told.</summary>
    /// <returns>Whether the run had started, once its holder has said so.</returns>
    public Task<bool> Await(Guid runId) =>
        _awaited.GetOrAdd(runId, static _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(Guid runId) => _awaited.TryRemove(runId, out _);

    public void Acknowledge(Guid runId, bool started)
    {
        if (_awaited.TryGetValue(runId, out var waiter))
        {
            waiter.TrySetResult(started);
        }
    }
}
