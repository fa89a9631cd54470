using System.Diagnostics;

namespace Scheduling.Benchmarks.Servers;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <param name="folder">Where it runs.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <exception cref="InvalidOperationException">It has failed.</exception>
    public static async Task RunAsync(string folder, params IEnumerable<string> words)
    {
        var all = words.ToArray();

        // What the server inherits must not be a pipe of ours: it would stay open as long as the server runs.
        ProcessStartInfo start = new("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        var log = Path.Combine(folder, "commands.log");
        foreach (var word in new[] { "-c", "\"$@\" </dev/null >>\"$0\" 2>&1", log }.Concat(all))
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', all)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(log)}");
        }
    }
}
