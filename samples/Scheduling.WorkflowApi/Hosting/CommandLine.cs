using System.Diagnostics.CodeAnalysis;

namespace Scheduling.WorkflowApi.Hosting;

/// <summary>What the user asked for.</summary>
/// <param name="Command">The command; null to serve.</param>
/// <param name="DryRun">Whether a command only tells what it would do.</param>
/// <param name="Shadow">Whether runs are only recorded.</param>
/// <param name="Settings">Configuration, as ASP.NET Core reads it from a command line.</param>
internal sealed record CommandLine(string? Command, bool DryRun, bool Shadow, string[] Settings)
{
    private static readonly string[] s_commands = ["seed-polling", "poll-once", "migrate-from-polling", "compare-shadow", "help"];

    /// <summary>The arguments, or what is wrong with them.</summary>
    public static bool TryRead(IReadOnlyList<string> arguments, [NotNullWhen(true)] out CommandLine? commandLine, [NotNullWhen(false)] out string? problem)
    {
        var (command, isDryRun, isShadow, settings) = (default(string), false, false, new List<string>());
        (commandLine, problem) = (null, null);
        for (var at = 0; at < arguments.Count; at++)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : null;
            switch (arguments[at])
            {
                case "--dry-run":
                    isDryRun = true;
                    break;
                case "--shadow":
                    isShadow = true;
                    break;
                case "--help":
                    command = "help";
                    break;
                case "--store" when value is not null:
                    settings.Add($"--{ApiComposition.Store}={value}");
                    at++;
                    break;
                case "--store":
                    problem = "--store needs sqlite:PATH or postgres:CONNECTION behind it.";
                    return false;
                case ['-', '-', ..] setting when setting.Contains('=', StringComparison.Ordinal):
                    settings.Add(setting);
                    break;
                case var name when command is null && s_commands.Contains(name):
                    command = name;
                    break;
                default:
                    problem = $"The argument '{arguments[at]}' is not known.";
                    return false;
            }
        }

        if (isDryRun && command != "migrate-from-polling")
        {
            problem = "--dry-run has a meaning with migrate-from-polling only.";
            return false;
        }

        if (isShadow && command is not (null or "migrate-from-polling"))
        {
            problem = $"--shadow has no meaning with {command}.";
            return false;
        }

        // A host that serves in shadow mode records the runs of all schedules.
        commandLine = new(command, isDryRun, isShadow, [.. settings, .. isShadow && command is null ? ["--Shadow=true"] : Array.Empty<string>()]);
        return true;
    }
}
