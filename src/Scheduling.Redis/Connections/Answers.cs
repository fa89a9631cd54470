namespace Scheduling.Redis.Connections;

/// <summary>
/// Whether the server answers what it is sent. A connection that has died in silence is found out by the client only after a while; until then each hint
/// would be waited for in vain, one after the other.
/// </summary>
internal sealed class Answers(TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _awaited;
    private long _since;

    /// <exception cref="TimeoutException">Something sent earlier is still without an answer.</exception>
    public void ThrowIfSilent()
    {
        lock (_lock)
        {
            if (_awaited > 0 && time.GetElapsedTime(_since) is var silence && silence > s_patience)
            {
                throw new TimeoutException(
                    $"Redis has not answered for {silence.TotalSeconds:0.0} s, so nothing more is sent before it does, or before the connection is given up.");
            }
        }
    }

    public async Task AwaitAsync(Task answer)
    {
        lock (_lock)
        {
            if (_awaited++ == 0)
            {
                _since = time.GetTimestamp();
            }
        }

        try
        {
            await answer.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _awaited--;
                _since = time.GetTimestamp();
            }
        }
    }
}
