using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>Measures one thing.</summary>
internal interface IVerb
{
    string Name { get; }

    /// <summary>What it measures, for the help.</summary>
    string Says { get; }

    Task RunAsync(Bench bench);
}
