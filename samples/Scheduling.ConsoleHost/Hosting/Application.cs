using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scheduling.ConsoleHost.Arguments;
using Scheduling.ConsoleHost.Demo;
using Scheduling.ConsoleHost.Files;
using Scheduling.ConsoleHost.Rendering;
using Scheduling.ConsoleHost.Stores;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Errors;
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
            // What is wrong with the file is told before anything of the store runs.
            await LoadAsync(commandLine, cancellationToken);
            return await RunAsync(commandLine, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
        }
        catch (ScheduleFileException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
        catch (SchedulingConfigurationException unusable)
        {
            await error.WriteLineAsync($"{unusable.Message}{Environment.NewLine}Here, --store sqlite:PATH names another file, and --store memory needs none.");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure.GetBaseException() is DbException)
        {
            await error.WriteLineAsync($"The store failed: {failure.GetBaseException().Message} See that it can be read and written, or choose another with --store.");
            return ExitCode.Failed;
        }
    }

    private async Task<IReadOnlyList<ScheduleDefinition>> LoadAsync(CommandLine commandLine, CancellationToken cancellationToken)
    {
        using var checking = HostComposition.BuildForChecking(time);
        return await ScheduleFile.LoadAsync(commandLine.File ?? DemoFile, time.GetUtcNow(), checking.Services.GetRequiredService<IEntryCheck>(), cancellationToken);
    }

    /// <returns>Whether the schedules could be saved: a store that does not answer is waited for until the program is stopped.</returns>
    private async Task<bool> RunAsync(CommandLine commandLine, CancellationToken cancellationToken)
    {
        var store = commandLine.Store ?? DefaultStore.Of(commandLine);
        using var host = HostComposition.Build(store, commandLine.Bus, time);
        var services = host.Services;
        var feed = services.GetRequiredService<HostFeed>();
        var ledger = services.GetRequiredService<StatementLedger>();
        var board = services.GetRequiredService<Board>();

        // Listens before the library says its first word.
        using var meter = services.GetRequiredService<EngineMeter>();
        using IDisplay display = console is null ? new PlainLines(output, feed) : new LiveTable(console, feed, board, ledger, time);
        var start = time.GetUtcNow();
        feed.Say(store.Said + commandLine.Bus.SaidBehind(store));
        await host.StartAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using CancellationTokenSource shown = new();
        var showing = display.ShowAsync(shown.Token);
        var isSettled = false;
        try
        {
            await services.GetRequiredService<Arrival>().SettleAsync(token => LoadAsync(commandLine, token), start, stop.Token);
            isSettled = true;
            await StayAsync(commandLine, services, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C ends the stay, as its time would.
        }
        finally
        {
            feed.Say("stopping");
            await host.StopAsync(CancellationToken.None);
            await shown.CancelAsync();
            await showing;
        }

        foreach (var line in Summary.Lines(services.GetRequiredService<RunStatistics>(), ledger))
        {
            await output.WriteLineAsync(line);
        }

        return isSettled;
    }

    private Task StayAsync(CommandLine commandLine, IServiceProvider services, CancellationToken cancellationToken) => commandLine switch
    {
        { Serve: true } => Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken),
        { File: not null } => Task.Delay(commandLine.Length, time, cancellationToken),
        _ => services.GetRequiredService<DemoScript>().PlayAsync(commandLine.Length, cancellationToken),
    };
}
