using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.TestKit.Servers;

/// <summary>
/// Stands between a client and a server, and does to their connections what networks do. What passes is whole and in order until a
/// fault is called for; each fault takes the place of the one before it.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>The address on which it listens.</summary>
    public const string Host = "127.0.0.1";

    private readonly Lock _lock = new();
    private readonly DnsEndPoint _target;
    private readonly TimeProvider _time;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly HashSet<ProxiedConnection> _connections = [];
    private readonly Task _accepting;
    private ProxyFault _fault = new();
    private TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _disposed;

    /// <summary>Listens on a free port.</summary>
    /// <param name="host">The name or address of the server.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="time">The clock of <see cref="Delay"/>; the system's if there is none.</param>
    public TcpProxy(string host, int port, TimeProvider? time = null)
    {
        _target = new(host, port);
        _time = time ?? TimeProvider.System;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port on which it listens.</summary>
    public int Port { get; }

    /// <summary>How many connections there are.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Resets every connection, and every one that is made from now on.</summary>
    public void Cut()
    {
        ProxiedConnection[] connections;
        lock (_lock)
        {
            Replace(new() { Cuts = true });
            connections = [.. _connections];
        }

        Array.ForEach(connections, connection => connection.Reset());
    }

    /// <summary>Lets nothing through any more, in either direction, and closes nothing. What is held back goes on when it heals.</summary>
    public void Hang() => Delay(Timeout.InfiniteTimeSpan);

    /// <summary>Holds back each piece of what passes, in either direction.</summary>
    /// <param name="by">For how long.</param>
    public void Delay(TimeSpan by)
    {
        lock (_lock)
        {
            Replace(new() { HoldsFor = by });
        }
    }

    /// <summary>
    /// Loses the reply to every request: the server gets the request and does all it was asked for, then the client finds its
    /// connection reset. A request is over when the server begins to answer it.
    /// </summary>
    public void DropReplies()
    {
        lock (_lock)
        {
            Replace(new() { DropsReplies = true });
        }
    }

    /// <summary>Loses the reply to one request, as <see cref="DropReplies"/> does, and then heals.</summary>
    /// <param name="to">
    /// What the request must hold; any request if it is empty. On PostgreSQL <c>"COMMIT\0"</c> is a commit, while <c>COMMIT</c> is also in
    /// the <c>READ COMMITTED</c> with which a transaction begins.
    /// </param>
    /// <returns>Ends when the reply is lost and the connection is reset; cancelled if another fault comes first.</returns>
    public Task DropNextReply(string to = "")
    {
        var fault = new ProxyFault { DropsReplies = true, Once = true, To = Encoding.UTF8.GetBytes(to) };
        lock (_lock)
        {
            Replace(fault);
        }

        return fault.ReplyLost;
    }

    /// <summary>Lets everything through. Connections that were reset stay so.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            Replace(new());
        }
    }

    /// <summary>Ends when something has been held back since the last <see cref="Hang"/> or <see cref="Delay"/>.</summary>
    public Task WhenHolding()
    {
        lock (_lock)
        {
            return _holding.Task;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        Cut();
        _listener.Dispose();
        await _accepting;
    }

    /// <summary>Waits as long as the fault of the moment holds bytes back.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task over;
            lock (_lock)
            {
                if (_fault.HoldsFor == TimeSpan.Zero)
                {
                    return;
                }

                over = _fault.Over.WaitAsync(_fault.HoldsFor, _time, cancellationToken);
                _holding.TrySetResult();
            }

            try
            {
                await over;
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    /// <summary>The fault that takes the reply to a request, if one does.</summary>
    internal ProxyFault? TakeReplyTo(ReadOnlySpan<byte> request)
    {
        lock (_lock)
        {
            if (!_fault.Concerns(request))
            {
                return null;
            }

            var taking = _fault;
            if (taking.Once)
            {
                _fault = new();
                taking.End();
            }

            return taking;
        }
    }

    private void Replace(ProxyFault fault)
    {
        var former = _fault;
        // Whoever waits for something to be held means by the new fault.
        if (_holding.Task.IsCompleted)
        {
            _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _fault = fault;
        former.End();
        former.Forgo();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync();
            }
            catch (Exception error) when (_disposed && error is (SocketException or ObjectDisposedException))
            {
                break;
            }

            served.RemoveAll(task => task.IsCompleted);
            served.Add(ServeAsync(client));
        }

        await Task.WhenAll(served);
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new ProxiedConnection(this, client);
        lock (_lock)
        {
            // To listen no more would be truer, but another could take the port before it heals.
            if (_fault.Cuts)
            {
                connection.Reset();
                return;
            }

            _connections.Add(connection);
        }

        try
        {
            await connection.RunAsync(_target);
        }
        finally
        {
            lock (_lock)
            {
                _connections.Remove(connection);
            }
        }
    }
}
