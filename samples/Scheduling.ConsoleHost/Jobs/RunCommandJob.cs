using System.ComponentModel;
using System.Diagnostics;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>Runs a program without a shell; its output goes to the feed line by line. When the run is cancelled, the program is killed with all that it started.</summary>
internal sealed class RunCommandJob(HostFeed feed, TimeProvider time) : IScheduledJob<RunCommandPayload>
{
    public async Task RunAsync(RunCommandPayload payload, RunContext run, CancellationToken cancellationToken)
    {
        using var timeout = new JobTimeout(payload.TimeoutSeconds, time, cancellationToken);
        timeout.Token.ThrowIfCancellationRequested();
        using var process = Start(payload);
        try
        {
            // A program that reads would wait for ever for input that nobody gives.
            process.StandardInput.Close();
            var output = Task.WhenAll(
                OutputLines.ReadAsync(process.StandardOutput, line => feed.Wrote(run.ScheduleId, line), timeout.Token),
                OutputLines.ReadAsync(process.StandardError, line => feed.Wrote(run.ScheduleId, line), timeout.Token));
            await process.WaitForExitAsync(timeout.Token);

            // A program that it left behind may hold the output open: the token still ends the wait.
            await output.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.Token.IsCancellationRequested)
        {
            await KillAsync(process);
            throw timeout.Reason($"'{payload.Command}'");
        }
        catch
        {
            await KillAsync(process);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new CommandFailedException($"'{payload.Command}' ended with exit code {process.ExitCode}");
        }
    }

    private static Process Start(RunCommandPayload payload)
    {
        var start = new ProcessStartInfo(payload.Command, payload.Arguments ?? [])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new CommandFailedException($"'{payload.Command}' could not be started: {failure.Message}", failure);
        }
    }

    private static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}
