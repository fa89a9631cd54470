using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scheduling.ConsoleHost.Arguments;
using Scheduling.ConsoleHost.Demo;
using Scheduling.ConsoleHost.Files;
using Scheduling.ConsoleHost.Rendering;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Schedules;
using Spectre.Console;

namespace Scheduling.ConsoleHost.Hosting;

/// <summary>The program, from its arguments to its exit code.</summary>
/// <param name="output">Where it writes.</param>
/// <param name="error">Where it says what was wrong.</param>
/// <param name="console">Where the live table is drawn; null for plain lines on <paramref name="output"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class Application(TextWriter output, TextWriter error, IAnsiConsole? console, TimeProvider time)
{
    private static string DemoFile => Path.Combine(AppContext.BaseDirectory, "schedules.json");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        if (!CommandLineParser.TryParse(arguments, out var commandLine, out var problem))
        {
            await error.WriteLineAsync($"{problem}{Environment.NewLine}{Environment.NewLine}{Usage.Text}");
            return ExitCode.Refused;
        }

        if (commandLine.Help)
        {
            await output.WriteLineAsync(Usage.Text);
            return ExitCode.Done;
        }

        try
        {
            var definitions = await LoadAsync(commandLine.File ?? DemoFile, cancellationToken);
            await RunAsync(commandLine, definitions, cancellationToken);
            return ExitCode.Done;
        }
        catch (ScheduleFileException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
    }

    private async Task<IReadOnlyList<ScheduleDefinition>> LoadAsync(string path, CancellationToken cancellationToken)
    {
        using var checking = HostComposition.BuildForChecking(time);
        return await ScheduleFile.LoadAsync(path, time.GetUtcNow(), checking.Services.GetRequiredService<IEntryCheck>(), cancellationToken);
    }

    private async Task RunAsync(CommandLine commandLine, IReadOnlyList<ScheduleDefinition> definitions, CancellationToken cancellationToken)
    {
        using var host = HostComposition.Build(time);
        var services = host.Services;
        var feed = services.GetRequiredService<HostFeed>();
        var ledger = services.GetRequiredService<StatementLedger>();
        var board = services.GetRequiredService<Board>();

        // Listens before the library says its first word.
        using var meter = services.GetRequiredService<EngineMeter>();
        using IDisplay display = console is null ? new PlainLines(output, feed) : new LiveTable(console, feed, board, ledger, time);
        await host.StartAsync(cancellationToken);
        using (board.Changing())
        {
            await services.GetRequiredService<IScheduler>().SaveAsync(definitions, cancellationToken);
            board.Happen();
        }

        feed.Say($"{definitions.Count} schedules are asleep");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using CancellationTokenSource shown = new();
        var showing = display.ShowAsync(shown.Token);
        try
        {
            await StayAsync(commandLine, services, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C ends the stay, as its time would.
        }

        feed.Say("stopping");
        await host.StopAsync(CancellationToken.None);
        await shown.CancelAsync();
        await showing;
        foreach (var line in Summary.Lines(services.GetRequiredService<RunStatistics>(), ledger))
        {
            await output.WriteLineAsync(line);
        }
    }

    private Task StayAsync(CommandLine commandLine, IServiceProvider services, CancellationToken cancellationToken) => commandLine switch
    {
        { Serve: true } => Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken),
        { File: not null } => Task.Delay(commandLine.Length, time, cancellationToken),
        _ => services.GetRequiredService<DemoScript>().PlayAsync(commandLine.Length, cancellationToken),
    };
}
