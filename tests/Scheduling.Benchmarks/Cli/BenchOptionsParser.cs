using System.Globalization;

namespace Scheduling.Benchmarks.Cli;

/// <summary>Reads the command line. Pure.</summary>
internal static class BenchOptionsParser
{
    /// <exception cref="ArgumentException">Says what can't be read, and what could.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            return new BenchOptions(Help.Verb);
        }

        // Whoever names a benchmark alone means the small ones, as ever.
        var options = args[0].StartsWith('-') ? new BenchOptions("micro") { Rest = args } : new BenchOptions(args[0]);
        List<string> rest = [];
        for (var i = options.Rest.Count > 0 ? 0 : 1; i < args.Count; i++)
        {
            string Value() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            switch (args[i])
            {
                case "--store":
                    options = options with { Store = Named<StoreKind>(Value()) };
                    break;
                case "--systems":
                    options = options with { Systems = [.. Value().Split(',').Select(Named<SystemKind>).Distinct()] };
                    break;
                case "--count":
                    options = options with { Count = Number("--count", Value()) };
                    break;
                case "--runs":
                    options = options with { Runs = Number("--runs", Value()) };
                    break;
                case "--slots":
                    options = options with { Slots = Number("--slots", Value()) };
                    break;
                case "--json":
                    options = options with { Json = Value() };
                    break;
                case "--quick":
                    options = options with { Quick = true };
                    break;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }

        return options with { Rest = rest };
    }

    private static TEnum Named<TEnum>(string text)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TEnum>(text, ignoreCase: true)
            : throw new ArgumentException($"There is no '{text}'. There are {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}.");

    private static int Number(string option, string text) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{option} needs a whole number above 0, and '{text}' is none.");
}
