using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.Errors;
using Scheduling.WorkflowApi.Migrating;
using Scheduling.WorkflowApi.Polling;
using Scheduling.WorkflowApi.Shadow;

namespace Scheduling.WorkflowApi.Hosting;

/// <summary>The program, from its arguments to its exit code.</summary>
/// <param name="output">Where it writes.</param>
/// <param name="error">Where it says what was wrong.</param>
/// <param name="time">The clock.</param>
/// <param name="more">Adds to the services.</param>
internal sealed class Application(TextWriter output, TextWriter error, TimeProvider time, Action<IServiceCollection>? more = null)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        if (!CommandLine.TryRead(arguments, out var commandLine, out var problem))
        {
            await error.WriteLineAsync($"{problem}{Environment.NewLine}{Environment.NewLine}{Usage.Text}");
            return ExitCode.Refused;
        }

        if (commandLine.Command == "help")
        {
            await output.WriteLineAsync(Usage.Text);
            return ExitCode.Done;
        }

        try
        {
            await using var app = ApiComposition.Build(commandLine.Settings, time, more);
            await ApiComposition.PrepareAsync(app, cancellationToken);
            return await RunAsync(app, commandLine, cancellationToken);
        }
        catch (Exception failure) when (failure is ArgumentException or SchedulingConfigurationException)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Refused;
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or IOException && commandLine.Command is not null)
        {
            await error.WriteLineAsync($"{failure.Message} What had been done by then stays; run the command again.");
            return ExitCode.Failed;
        }
    }

    // The commands use the scheduler of a host that is never started: what they save runs when the API does.
    private async Task<int> RunAsync(WebApplication app, CommandLine commandLine, CancellationToken cancellationToken)
    {
        switch (commandLine.Command)
        {
            case "seed-polling":
                var seeded = await app.Services.GetRequiredService<PollingSeed>().SeedAsync(cancellationToken);
                await output.WriteLineAsync(seeded == 0 ? "scheduled_jobs has rows already" : $"{seeded} rows in scheduled_jobs");
                return ExitCode.Done;
            case "poll-once":
                await output.WriteLineAsync($"{await app.Services.GetRequiredService<OldPoller>().PollAsync(cancellationToken)} rows were due");
                return ExitCode.Done;
            case "migrate-from-polling":
                MigrationOptions options = new(commandLine.DryRun, commandLine.Shadow);
                var migrated = await app.Services.GetRequiredService<PollingMigration>().RunAsync(options, cancellationToken);
                return await TellAsync(migrated.Lines(options), migrated.HasBad);
            case "compare-shadow":
                var compared = await app.Services.GetRequiredService<ShadowComparison>().CompareAsync(cancellationToken);
                return await TellAsync(compared.Lines(), compared.Differences.Count > 0);
            default:
                await app.StartAsync(cancellationToken);
                await output.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}. Ctrl-C ends it.");
                await app.WaitForShutdownAsync(cancellationToken);
                return ExitCode.Done;
        }
    }

    private async Task<int> TellAsync(IEnumerable<string> lines, bool isFound)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        return isFound ? ExitCode.Found : ExitCode.Done;
    }
}
