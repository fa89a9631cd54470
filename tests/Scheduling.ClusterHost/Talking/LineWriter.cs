using System.Threading.Channels;

namespace Scheduling.ClusterHost.Talking;

/// <summary>Writes lines in the order in which they come, and keeps nobody waiting.</summary>
internal sealed class LineWriter : IAsyncDisposable
{
    private readonly Channel<Line> _lines = Channel.CreateUnbounded<Line>(new() { SingleReader = true });
    private readonly Task _writing;

    public LineWriter(Stream output) => _writing = WriteAsync(output);

    public void Write(Line line) => _lines.Writer.TryWrite(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync(Stream output)
    {
        await using StreamWriter writer = new(output);
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var line))
            {
                await writer.WriteLineAsync(LineFormat.Write(line));
            }

            await writer.FlushAsync();
        }
    }
}
