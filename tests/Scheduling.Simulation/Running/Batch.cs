using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Reporting;

namespace Scheduling.Simulation.Running;

/// <summary>Many seeds, on as many threads as there are cores; each seed has one thread to itself.</summary>
internal sealed class Batch(int first, int count, TimeSpan length, Mutation mutation)
{
    private readonly Lock _lock = new();
    private readonly List<SeedResult> _failed = [];
    private int _next = first - 1;
    private int _done;

    public Figures Figures { get; } = new();

    /// <summary>The seeds in which something did not hold, in order.</summary>
    public IReadOnlyList<SeedResult> Failed => _failed;

    /// <summary>Called after each seed, with how many are done.</summary>
    public Action<int> Progress { get; set; } = static _ => { };

    public void Run(int threads)
    {
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToArray();
        Array.ForEach(workers, static worker => worker.Start());
        Array.ForEach(workers, static worker => worker.Join());
        _failed.Sort(static (a, b) => a.Seed.CompareTo(b.Seed));
    }

    private void Work()
    {
        while (Interlocked.Increment(ref _next) is var seed && seed < first + count)
        {
            var result = SeedRunner.RunTwice(seed, length, mutation);
            lock (_lock)
            {
                Figures.Add(result.Figures);
                if (result.Violations.Count > 0)
                {
                    _failed.Add(result);
                }

                Progress(++_done);
            }
        }
    }
}
