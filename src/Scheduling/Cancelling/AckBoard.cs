using Scheduling.Hosting;

namespace Scheduling.Cancelling;

/// <summary>Where those who stop runs wait to hear from the holders whether they had started. Safe for use by many threads.</summary>
internal sealed class AckBoard(IWorkQueue queue)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (TaskCompletionSource<bool> Word, int Waiting)> _awaited = [];

    /// <summary>Begins to wait; to be called before the holders are told. Several may wait for one run; each forgets it in the end.</summary>
    /// <returns>Whether the run had started, once its holder has said so.</returns>
    public Task<bool> Await(Guid runId)
    {
        lock (_lock)
        {
            var (word, waiting) = _awaited.GetValueOrDefault(runId);
            word ??= new TaskCompletionSource<bool>(queue.ForWaiters);
            _awaited[runId] = (word, waiting + 1);
            return word.Task;
        }
    }

    public void Forget(Guid runId)
    {
        lock (_lock)
        {
            if (_awaited.Remove(runId, out var entry) && entry.Waiting > 1)
            {
                _awaited[runId] = (entry.Word, entry.Waiting - 1);
            }
        }
    }

    public void Acknowledge(Guid runId, bool started)
    {
        TaskCompletionSource<bool>? word;
        lock (_lock)
        {
            word = _awaited.GetValueOrDefault(runId).Word;
        }

        // Whoever waits goes on in the queue: this is called within a node's turn.
        if (word is not null)
        {
            queue.Run(() => word.TrySetResult(started));
        }
    }
}
