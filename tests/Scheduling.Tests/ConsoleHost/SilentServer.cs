using System.Net;
using System.Net.Sockets;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>A web server that answers a request only when it is told to, so that whoever asks it stays busy.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _asking;

    public SilentServer() => _listener.Start();

    public string Url => $"http://{_listener.LocalEndpoint}/";

    /// <summary>Waits for the next request, and forgets the one before.</summary>
    public async Task AcceptAsync(CancellationToken cancellationToken)
    {
        _asking?.Dispose();
        _asking = await _listener.AcceptTcpClientAsync(cancellationToken);
    }

    public async Task AnswerAsync(CancellationToken cancellationToken) =>
        await _asking!.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), cancellationToken);

    public void Dispose()
    {
        _asking?.Dispose();
        _listener.Dispose();
    }
}
