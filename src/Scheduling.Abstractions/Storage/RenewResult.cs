namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Renewal"/>.</summary>
/// <param name="Held">Whether the lease was prolonged; false: the run has ended, was taken over, or is to be stopped before its start.</param>
/// <param name="LeaseUntil">The end of the lease as stored; meaningless if not held.</param>
/// <param name="Cancel">Whether the run is to be stopped.</param>
public sealed record RenewResult(bool Held, DateTimeOffset LeaseUntil, CancelRequest Cancel);
