using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Servers;

/// <summary>This program once more, as a node that runs what is due. It ends when its input is closed, so that it does not outlive who started it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>When its first handler has started.</summary>
    public Task<DateTimeOffset> FirstStart { get; private set; } = Task.FromResult(DateTimeOffset.MinValue);

    /// <param name="system">The name of the system.</param>
    /// <param name="setup">On what it works.</param>
    public static async Task<WorkerProcess> StartAsync(string system, SystemSetup setup)
    {
        var program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        string[] words = [.. self, Worker.Verb, system, setup.Connection, setup.Redis ?? "", "--slots", $"{setup.Slots}"];
        Array.ForEach(words, start.ArgumentList.Add);
        WorkerProcess worker = new(Process.Start(start)!);
        try
        {
            var line = await worker._process.StandardOutput.ReadLineAsync().WaitAsync(s_patience, TimeProvider.System);
            worker.FirstStart = worker.ReadFirstStartAsync();
            return line == Worker.Ready ? worker : throw new InvalidOperationException($"A node of {system} did not start.");
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(s_patience, TimeProvider.System);
        }
        catch (Exception error) when (error is TimeoutException or IOException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<DateTimeOffset> ReadFirstStartAsync() => await _process.StandardOutput.ReadLineAsync() is { } line
        ? new DateTimeOffset(long.Parse(line, CultureInfo.InvariantCulture), TimeSpan.Zero)
        : await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System).ContinueWith(_ => DateTimeOffset.MaxValue, TaskScheduler.Default);
}
