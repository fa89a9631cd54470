using Scheduling.ConsoleHost.Watching;
using Spectre.Console;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>Shows a table that counts down by itself, from what the board knows: drawing it costs no statement.</summary>
internal sealed class LiveTable : IDisplay
{
    private const int LogLines = 8;
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Queue<HostEvent> _log = new();
    private readonly IAnsiConsole _console;
    private readonly HostFeed _feed;
    private readonly Board _board;
    private readonly StatementLedger _ledger;
    private readonly TimeProvider _time;

    public LiveTable(IAnsiConsole console, HostFeed feed, Board board, StatementLedger ledger, TimeProvider time)
    {
        _console = console;
        _feed = feed;
        _board = board;
        _ledger = ledger;
        _time = time;
        feed.Happened += Keep;
    }

    public HostView View
    {
        get
        {
            lock (_lock)
            {
                return new HostView(_time.GetUtcNow(), _board.Rows, _ledger.Counts, [.. _log]);
            }
        }
    }

    public Task ShowAsync(CancellationToken cancellationToken) => _console.Live(HostViewRenderer.Render(View)).StartAsync(async live =>
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            live.UpdateTarget(HostViewRenderer.Render(View));
            await Task.Delay(s_frame, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        live.UpdateTarget(HostViewRenderer.Render(View));
    });

    public void Dispose() => _feed.Happened -= Keep;

    // Starts and ends stand in the table; the log is for what jobs and the host say, and for what went wrong.
    private void Keep(HostEvent told)
    {
        if (told.Kind is HostEventKind.Started or HostEventKind.Ended)
        {
            return;
        }

        lock (_lock)
        {
            _log.Enqueue(told);
            if (_log.Count > LogLines)
            {
                _log.Dequeue();
            }
        }
    }
}
