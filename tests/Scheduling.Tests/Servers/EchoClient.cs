using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Scheduling.TestKit.Servers;

namespace Scheduling.Tests.Servers;

/// <summary>A connection through a proxy.</summary>
internal sealed class EchoClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly NetworkStream _stream;

    private EchoClient(Socket socket) => _stream = new(socket, ownsSocket: true);

    public static async Task<EchoClient> ConnectAsync(TcpProxy proxy)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(TcpProxy.Host, proxy.Port);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    public async Task<string> ReadAsync(int length)
    {
        var buffer = new byte[length];
        await _stream.ReadExactlyAsync(buffer).AsTask().WaitAsync(s_patience);
        return Encoding.ASCII.GetString(buffer);
    }

    public async Task<string> EchoAsync(string text)
    {
        await SendAsync(text);
        return await ReadAsync(text.Length);
    }

    /// <summary>Waits until the connection is found reset; nothing may arrive before.</summary>
    public async Task BeResetAsync()
    {
        var reading = async () => await _stream.ReadAsync(new byte[1]).AsTask().WaitAsync(s_patience);
        (await reading.Should().ThrowAsync<IOException>()).WithInnerException<SocketException>();
    }

    /// <summary>Connects and waits until it is found reset, which may be as soon as it is connected.</summary>
    public static async Task ConnectToBeResetAsync(TcpProxy proxy)
    {
        EchoClient client;
        try
        {
            client = await ConnectAsync(proxy);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return;
        }

        using (client)
        {
            await client.BeResetAsync();
        }
    }

    public void EndSending() => _stream.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Waits until the other side has ended in order.</summary>
    public async Task BeEndedAsync() =>
        (await _stream.ReadAsync(new byte[1]).AsTask().WaitAsync(s_patience)).Should().Be(0);

    public void Dispose() => _stream.Dispose();
}
