namespace Scheduling.Schedules;

/// <summary>Tells how this host's node fares, for health checks and status pages. Reading it asks neither the store nor the bus. Safe for use by many threads.</summary>
public interface ISchedulerHealth
{
    /// <summary>How the node stands now.</summary>
    SchedulerHealth Read();
}
