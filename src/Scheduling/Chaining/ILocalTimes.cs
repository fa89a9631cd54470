namespace Scheduling.Chaining;

/// <summary>Times by a clock on a wall that is never put forward or back, in ticks. Pure.</summary>
internal interface ILocalTimes
{
    /// <summary>The first one later than the given one; null when there is none.</summary>
    long? Next(long after);
}
