namespace Scheduling.Storage;

/// <summary>A run whose lease is to be prolonged.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt that it must be on.</param>
/// <param name="Started">Whether its handler has started.</param>
public sealed record Renewal(Guid RunId, int Attempt, bool Started);
