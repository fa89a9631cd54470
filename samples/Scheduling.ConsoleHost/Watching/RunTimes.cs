using System.Globalization;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>How long a handler ran, and how long after its occurrence it started.</summary>
internal readonly record struct RunTimes(TimeSpan Took, TimeSpan Late)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"after {Took.TotalMilliseconds:F0} ms, {Late.TotalMilliseconds:F1} ms late");
}
