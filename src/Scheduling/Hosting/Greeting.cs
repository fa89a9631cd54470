using Scheduling.Events;
using Scheduling.Sleeping;

namespace Scheduling.Hosting;

/// <summary>
/// Makes sure that the bus reaches this node before the store is read: it says hello and waits for its own echo, so that no change can fall
/// between the two. A silent bus delays the start by one wait, no more.
/// </summary>
internal sealed class Greeting(NodeContext node, WindowReader reader)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private long _nonce;
    private bool _awaitsEcho;
    private TimeSpan _wait = s_firstWait;
    private DateTimeOffset _again;

    public DateTimeOffset? WakeAt => _awaitsEcho && !node.IsStopping ? _again : null;

    public void Listening()
    {
        _wait = s_firstWait;
        SayHello();
    }

    public void Unavailable()
    {
        _awaitsEcho = false;
        reader.Want();
    }

    public void Heard(SchedulingEvent hello)
    {
        if (_awaitsEcho && hello.Node == node.Self && hello.Nonce == _nonce)
        {
            _awaitsEcho = false;
            reader.Want();
        }
    }

    public void Decide()
    {
        if (WakeAt <= node.Now)
        {
            if (!reader.HasRead)
            {
                reader.Want();
            }

            _wait = _wait * 2 < s_longestWait ? _wait * 2 : s_longestWait;
            SayHello();
        }
    }

    private void SayHello()
    {
        _awaitsEcho = true;
        _again = node.Now + _wait;
        node.Tell(new SchedulingEvent(SchedulingEventKind.Hello, node.Self) { Nonce = ++_nonce });
    }
}
