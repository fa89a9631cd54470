using System.Net;
using System.Net.Sockets;

namespace Scheduling.TestKit.Servers;

/// <summary>One connection through a <see cref="TcpProxy"/>: the client's, and that to the server.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _reset = new();
    private volatile ProxyFault? _taking;
    private volatile bool _replyTaken;

    /// <summary>Carries bytes until both sides have ended, or the connection is reset.</summary>
    public async Task RunAsync(EndPoint target)
    {
        try
        {
            await proxy.PassAsync(_reset.Token);
            await _server.ConnectAsync(target, _reset.Token);
            client.NoDelay = _server.NoDelay = true;
            await Task.WhenAll(GuardAsync(CarryRequestsAsync()), GuardAsync(CarryRepliesAsync()));
        }
        catch (Exception error) when (IsEnd(error))
        {
            Reset();
        }
        finally
        {
            _taking?.LoseReply();
        }
    }

    /// <summary>Closes both sides at once, so that they find their connection reset.</summary>
    public void Reset()
    {
        try
        {
            _reset.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in the same moment.
        }

        foreach (var socket in (Socket[])[client, _server])
        {
            try
            {
                socket.LingerState = new(enable: true, seconds: 0);
            }
            catch (Exception error) when (IsEnd(error))
            {
                // It is closed already.
            }

            socket.Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        _reset.Dispose();
    }

    private static bool IsEnd(Exception error) => error is SocketException or ObjectDisposedException or OperationCanceledException;

    // When one direction breaks, the other must not wait for ever.
    private async Task GuardAsync(Task carrying)
    {
        try
        {
            await carrying;
        }
        catch (Exception error) when (IsEnd(error))
        {
            // But a client that goes on while its reply is being lost must not keep the server from finishing.
            if (!_replyTaken)
            {
                Reset();
            }
        }
    }

    private async Task CarryRequestsAsync()
    {
        var buffer = new byte[PieceBytes];
        int length;
        while ((length = await client.ReceiveAsync(buffer, _reset.Token)) > 0)
        {
            await proxy.PassAsync(_reset.Token);
            // Before the server can answer.
            _taking ??= proxy.TakeReplyTo(buffer.AsSpan(0, length));
            if (_replyTaken)
            {
                return;
            }

            await SendAsync(_server, buffer.AsMemory(0, length));
        }

        _server.Shutdown(SocketShutdown.Send);
    }

    private async Task CarryRepliesAsync()
    {
        var buffer = new byte[PieceBytes];
        int length;
        while ((length = await _server.ReceiveAsync(buffer, _reset.Token)) > 0)
        {
            if (_taking is not null)
            {
                await LoseReplyAsync(buffer);
                return;
            }

            await proxy.PassAsync(_reset.Token);
            await SendAsync(client, buffer.AsMemory(0, length));
        }

        client.Shutdown(SocketShutdown.Send);
    }

    // The server may be in the midst of a long answer, with the commit still to come: it is done when it has closed its side.
    private async Task LoseReplyAsync(byte[] buffer)
    {
        _replyTaken = true;
        try
        {
            _server.Shutdown(SocketShutdown.Send);
            while (await _server.ReceiveAsync(buffer, _reset.Token) > 0)
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> piece)
    {
        while (piece.Length > 0)
        {
            piece = piece[await to.SendAsync(piece, _reset.Token)..];
        }
    }
}
