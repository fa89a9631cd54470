namespace Scheduling.Running;

/// <summary>
/// Stands between the claim and the handler. It is passed once, only while it is open and the lease is trusted; closing it and passing it exclude each
/// other. So whoever has closed it knows that the handler has not started and will not. Safe for use by many threads.
/// </summary>
internal sealed class StartGate(DateTimeOffset trustUntil)
{
    private const int Open = 0;
    private const int Passed = 1;
    private const int Closed = 2;

    private int _state;
    private long _trustUntil = trustUntil.UtcTicks;

    public bool HasPassed => Volatile.Read(ref _state) == Passed;

    public void ExtendTrust(DateTimeOffset until) => Volatile.Write(ref _trustUntil, until.UtcTicks);

    /// <returns>Whether the handler may start.</returns>
    public bool TryPass(DateTimeOffset now) =>
        now.UtcTicks < Volatile.Read(ref _trustUntil) && Interlocked.CompareExchange(ref _state, Passed, Open) == Open;

    /// <returns>Whether this call closed it.</returns>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Open) == Open;
}
