using Scheduling.ConsoleHost.Watching;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>Writes one line for each event: for a file or a pipe.</summary>
internal sealed class PlainLines : IDisplay
{
    private readonly TextWriter _output;
    private readonly HostFeed _feed;

    public PlainLines(TextWriter output, HostFeed feed)
    {
        _output = output;
        _feed = feed;
        feed.Happened += Write;
    }

    public Task ShowAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _feed.Happened -= Write;

    private void Write(HostEvent told) => _output.WriteLine(EventText.Of(told));
}
