namespace Scheduling.Benchmarks.Systems;

/// <summary>Something that runs what is due. Its handlers tell <see cref="Measuring.Probe"/>.</summary>
internal interface ISystem : IAsyncDisposable
{
    /// <summary>Makes its tables and begins to serve.</summary>
    Task StartAsync();

    /// <summary>Saves one, as a request would.</summary>
    Task SaveAsync(Planned planned);

    /// <summary>Saves many, in the fastest way it has.</summary>
    Task SaveManyAsync(IReadOnlyList<Planned> planned);

    /// <summary>Whether the end of something that has run is not recorded yet, durably where the store is.</summary>
    Task<bool> IsAnyOpenAsync();
}
