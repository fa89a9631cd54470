using System.Globalization;
using Scheduling.Hosting;

namespace Scheduling.ClusterHost;

/// <summary>What a node is told when it is started.</summary>
public sealed class NodeOptions
{
    /// <summary>What the node is called.</summary>
    public string Name { get; set; } = "node";

    /// <summary>Tells the process apart from all others of its cluster. The system uses the numbers of its processes again, in long tests.</summary>
    public int Number { get; set; }

    /// <summary>The store's connection string.</summary>
    public string Postgres { get; set; } = "";

    /// <summary>The bus's connection string.</summary>
    public string Redis { get; set; } = "";

    /// <summary>What tells its cluster apart from others on the same Redis.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The connection string by which effects are written; nothing stands between it and the server.</summary>
    public string Effects { get; set; } = "";

    /// <summary>The names of the jobs that the node has, with commas between them.</summary>
    public string Jobs { get; set; } = "work";

    /// <summary>The names of the jobs that only others run, with commas between them.</summary>
    public string JobsElsewhere { get; set; } = "";

    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(4);

    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1.5);

    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(5);

    public int Slots { get; set; } = 64;

    /// <summary>How many ended runs of each schedule stay listed.</summary>
    public int KeepRuns { get; set; } = 10_000;

    public int PoisonAfter { get; set; } = 3;

    public IReadOnlyList<string> JobNames => NamesIn(Jobs);

    public IReadOnlyList<string> ElsewhereNames => NamesIn(JobsElsewhere);

    /// <summary>As the host's command line.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        "--Name", Name, "--Number", Number.ToString(CultureInfo.InvariantCulture), "--Postgres", Postgres, "--Redis", Redis, "--Prefix", Prefix, "--Effects", Effects, "--Jobs", Jobs, "--JobsElsewhere", JobsElsewhere,
        "--Lease", Lease.ToString("c", CultureInfo.InvariantCulture), "--Grace", Grace.ToString("c", CultureInfo.InvariantCulture),
        "--Drain", Drain.ToString("c", CultureInfo.InvariantCulture), "--Slots", Slots.ToString(CultureInfo.InvariantCulture),
        "--KeepRuns", KeepRuns.ToString(CultureInfo.InvariantCulture), "--PoisonAfter", PoisonAfter.ToString(CultureInfo.InvariantCulture),
    ];

    internal void Apply(SchedulingOptions options)
    {
        (options.NodeName, options.ApplicationName) = (Name, "cluster");
        (options.Lease, options.Grace, options.DrainTimeout) = (Lease, Grace, Drain);
        (options.MaxConcurrentRuns, options.KeepRuns, options.PoisonAfter) = (Slots, KeepRuns, PoisonAfter);
    }

    private static string[] NamesIn(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
