namespace Scheduling.Cluster.Tests.Checks;

/// <summary>Times that were measured.</summary>
internal sealed class Figures(string name, IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] _sorted = [.. times.Order()];

    public int Count => _sorted.Length;

    public TimeSpan Max => _sorted.Length == 0 ? TimeSpan.Zero : _sorted[^1];

    public TimeSpan P99 => At(0.99);

    public override string ToString() =>
        $"{name}: n {Count}, p50 {At(0.5).TotalMilliseconds:0.0} ms, p99 {P99.TotalMilliseconds:0.0} ms, max {Max.TotalMilliseconds:0.0} ms";

    private TimeSpan At(double part) => _sorted.Length == 0 ? TimeSpan.Zero : _sorted[Math.Min(_sorted.Length - 1, (int)Math.Ceiling(part * _sorted.Length) - 1)];
}
