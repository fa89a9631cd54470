using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Stores;

namespace Scheduling.ConsoleHost.Arguments;

/// <summary>Reads the arguments of the program.</summary>
internal static class CommandLineParser
{
    private const int LongestSeconds = 86_400;

    /// <summary>The arguments, or what is wrong with them.</summary>
    public static bool TryParse(IReadOnlyList<string> arguments, [NotNullWhen(true)] out CommandLine? commandLine, [NotNullWhen(false)] out string? problem)
    {
        commandLine = null;
        CommandLine read = new();
        HashSet<string> seen = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            if (!seen.Add(argument is "-h" ? "--help" : argument))
            {
                problem = $"{argument} stands twice.";
                return false;
            }

            switch (argument)
            {
                case "--help" or "-h":
                    read = read with { Help = true };
                    break;
                case "serve":
                    read = read with { Serve = true };
                    break;
                case "--file" when !string.IsNullOrWhiteSpace(value) && !value.StartsWith("--", StringComparison.Ordinal):
                    read = read with { File = value };
                    i++;
                    break;
                case "--file":
                    problem = "--file needs a path behind it.";
                    return false;
                case "--store":
                    if (!StoreChoiceReader.TryRead(value, out var store, out problem))
                    {
                        return false;
                    }

                    read = read with { Store = store };
                    i++;
                    break;
                case "--bus":
                    if (!BusChoiceReader.TryRead(value, out var bus, out problem))
                    {
                        return false;
                    }

                    read = read with { Bus = bus };
                    i++;
                    break;
                case "--seconds" when TryReadSeconds(value, out var length):
                    read = read with { Length = length };
                    i++;
                    break;
                case "--seconds":
                    problem = $"--seconds needs a whole number from 1 to {LongestSeconds} behind it.";
                    return false;
                default:
                    problem = $"The argument '{argument}' is not known.";
                    return false;
            }
        }

        problem = read switch
        {
            { Help: true } => null,
            { Serve: true } when seen.Contains("--seconds") => "serve stays until Ctrl-C, so --seconds has no meaning with it.",
            { Bus: BusChoice.Redis, Store: not StoreChoice.Postgres } => "--bus redis: is for several hosts on one database. Give --store postgres:CONNECTION with it.",
            _ => null,
        };
        commandLine = problem is null ? read : null;
        return problem is null;
    }

    private static bool TryReadSeconds(string? text, out TimeSpan length)
    {
        var isRead = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= LongestSeconds;
        length = TimeSpan.FromSeconds(seconds);
        return isRead;
    }
}
