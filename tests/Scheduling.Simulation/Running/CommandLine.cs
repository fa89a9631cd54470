using System.Globalization;
using Scheduling.Simulation.Mutations;

namespace Scheduling.Simulation.Running;

/// <summary>What is asked for on the command line.</summary>
internal sealed record CommandLine
{
    public int Seeds { get; init; } = 100;

    public int From { get; init; }

    public double Hours { get; init; } = 24;

    public Mutation Mutation { get; init; } = Mutation.None;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Every rule in turn is switched off.</summary>
    public bool TriesAllMutations { get; init; }

    /// <summary>The one seed that is to be told in full.</summary>
    public int? Seed { get; init; }

    public TimeSpan Length => TimeSpan.FromHours(Hours);

    public static CommandLine? Parse(IReadOnlyList<string> args)
    {
        CommandLine command = new();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count || command.With(args[i], args[i + 1]) is not { } more)
            {
                return null;
            }

            command = more;
        }

        return command;
    }

    public static int Explain(TextWriter output)
    {
        output.WriteLine("Simulates whole clusters under faults, and checks what the library promises.");
        output.WriteLine();
        output.WriteLine("  --seeds N       how many seeds (100), each twice");
        output.WriteLine("  --from S        the first of them (0)");
        output.WriteLine("  --hours H       how long each cluster lives, in simulated hours (24)");
        output.WriteLine("  --threads T     how many seeds at once (one for each core)");
        output.WriteLine("  --mutate RULE   with a rule of the protocol switched off; 'all' tries each in turn and says how soon it is caught");
        output.WriteLine("  --seed S        tells one seed in full");
        output.WriteLine();
        foreach (var mutation in AllMutations.List)
        {
            output.WriteLine($"  {mutation.Name,-12}  {mutation.Rule}");
        }

        return 2;
    }

    public int Run(TextWriter output) =>
        Seed is { } seed ? Report.Timeline(seed, this, output)
        : TriesAllMutations ? Report.Mutations(this, output)
        : Report.Seeds(this, output);

    private CommandLine? With(string option, string value)
    {
        var culture = CultureInfo.InvariantCulture;
        return option switch
        {
            "--seeds" when int.TryParse(value, culture, out var seeds) && seeds > 0 => this with { Seeds = seeds },
            "--from" when int.TryParse(value, culture, out var from) && from >= 0 => this with { From = from },
            "--hours" when double.TryParse(value, culture, out var hours) && hours > 0 => this with { Hours = hours },
            "--threads" when int.TryParse(value, culture, out var threads) && threads > 0 => this with { Threads = threads },
            "--seed" when int.TryParse(value, culture, out var seed) && seed >= 0 => this with { Seed = seed },
            "--mutate" when value == "all" => this with { TriesAllMutations = true },
            "--mutate" when AllMutations.Find(value) is { } mutation => this with { Mutation = mutation },
            _ => null,
        };
    }
}
