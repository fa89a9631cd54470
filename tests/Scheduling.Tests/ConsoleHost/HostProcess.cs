using System.Diagnostics;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>The console host as a process of its own, whose lines are read as they come.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationToken _deadline;
    private readonly List<string> _lines = [];

    public HostProcess(CancellationToken deadline, params string[] arguments)
    {
        _deadline = deadline;
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scheduling.ConsoleHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>What it has said so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Reads on until a line that ends like this.</summary>
    public async Task UntilAsync(string end)
    {
        while (await _process.StandardOutput.ReadLineAsync(_deadline) is { } line)
        {
            _lines.Add(line);
            if (line.EndsWith(end, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException(
            $"The process ended before it said '{end}'. {await _process.StandardError.ReadToEndAsync(_deadline)}{string.Join(Environment.NewLine, _lines)}");
    }

    /// <summary>Ends it without a warning, as <c>kill -9</c> does, and reads what it had said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        var error = _process.StandardError.ReadToEndAsync(_deadline);
        while (await _process.StandardOutput.ReadLineAsync(_deadline) is { } line)
        {
            _lines.Add(line);
        }

        await _process.WaitForExitAsync(_deadline);
        return (_process.ExitCode, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
