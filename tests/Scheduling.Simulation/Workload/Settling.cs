namespace Scheduling.Simulation.Workload;

/// <summary>How long it takes until the last trace of a storm is gone: operations that were given up are carried out, leases have ended, slots have come free, retries have been made.</summary>
internal static class Settling
{
    public static TimeSpan After(Scenario scenario) => TimeSpan.FromMinutes(10) + (scenario.Lease * 12);
}
