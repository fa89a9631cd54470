using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>What verbs measure with: the options, the servers, and rounds in which the systems take turns.</summary>
internal sealed class Bench(BenchOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Databases? _databases;
    private Task? _ended;

    public BenchOptions Options => options;

    public Report Report { get; } = new(options.Json);

    /// <summary>How long a run may take before it counts as failed.</summary>
    public static TimeSpan Patience => TimeSpan.FromMinutes(10);

    public int Runs => options.Quick ? Math.Min(options.Runs, 2) : options.Runs;

    /// <param name="usual">What is usual.</param>
    /// <param name="quick">What will do to see whether it works.</param>
    public int Count(int usual, int quick) => options.Count ?? (options.Quick ? quick : usual);

    public IEnumerable<StoreKind> Stores(params StoreKind[] known) => options.Store is { } store ? known.Where(kind => kind == store) : known;

    /// <summary>
    /// Measures each system once, then each once more, and so on, so that what else the machine does falls on all of them. Each run has a store of its own.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="known">The systems that the verb knows.</param>
    /// <param name="measure">Measures one system in one run. It starts the system when it likes, and need not end it.</param>
    public async Task RoundsAsync(StoreKind store, SystemKind[] known, Func<Turn, Task<IReadOnlyList<Sample>>> measure)
    {
        for (var run = 1; run <= Runs && _ended is null; run++)
        {
            foreach (var kind in known.Where(kind => options.Systems.Contains(kind) && SystemFactory.Works(kind, store)))
            {
                try
                {
                    await using Turn turn = new(this, store, kind);
                    await turn.PrepareAsync();
                    var samples = await measure(turn);
                    foreach (var sample in samples)
                    {
                        Report.Add(store, kind, sample);
                    }

                    Reporting.Report.Progress($"{options.Verb} {store} {kind} {run}/{Runs}: {string.Join("; ", samples.Select(sample => $"{sample.Case} {sample.Value:0.###} {sample.Unit}"))}");
                }
#pragma warning disable CA1031 // What a peer throws ends its run, not that of the others.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    Report.Failed($"{options.Verb} {store} {kind} {run}/{Runs}: {error.GetType().Name}: {error.Message}");
                }
            }
        }
    }

    /// <exception cref="ObjectDisposedException">The program ends.</exception>
    public async Task UsePostgresAsync()
    {
        ObjectDisposedException.ThrowIf(_ended is not null, this);
        _databases ??= await Databases.StartAsync();
    }

    /// <remarks>A signal may come while the program ends by itself: both wait for the same end.</remarks>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            return new(_ended ??= EndAsync());
        }
    }

    private async Task EndAsync()
    {
        if (_databases is not null)
        {
            await _databases.DisposeAsync();
        }
    }
}
