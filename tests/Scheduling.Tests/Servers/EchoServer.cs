using System.Net;
using System.Net.Sockets;
using System.Text;
using Scheduling.TestKit.Servers;

namespace Scheduling.Tests.Servers;

/// <summary>Answers each piece that it receives with the same bytes.</summary>
/// <param name="midway">What it waits for after the first byte of an answer.</param>
internal sealed class EchoServer(Func<Task>? midway = null) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _answered = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>All that was answered to the end, though it may not have arrived.</summary>
    public string Answered
    {
        get
        {
            lock (_answered)
            {
                return _answered.ToString();
            }
        }
    }

    public TcpProxy StartBehindProxy(TimeProvider? time = null)
    {
        _listener.Start();
        _serving = ServeAsync();
        return new(TcpProxy.Host, ((IPEndPoint)_listener.LocalEndpoint).Port, time);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    // Ends when every client has gone: a proxy that left a connection open would hold the test up.
    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(AnswerAsync(await _listener.AcceptSocketAsync()));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using var closing = client;
        var buffer = new byte[4096];
        try
        {
            int length;
            while ((length = await client.ReceiveAsync(buffer)) > 0)
            {
                await client.SendAsync(buffer.AsMemory(0, 1));
                await (midway?.Invoke() ?? Task.CompletedTask);
                await SendAsync(client, buffer.AsMemory(1, length - 1));
                lock (_answered)
                {
                    _answered.Append(Encoding.ASCII.GetString(buffer, 0, length));
                }
            }
        }
        catch (SocketException)
        {
            // The client has reset the connection.
        }
    }

    private static async Task SendAsync(Socket client, ReadOnlyMemory<byte> rest)
    {
        while (rest.Length > 0)
        {
            rest = rest[await client.SendAsync(rest)..];
        }
    }
}
