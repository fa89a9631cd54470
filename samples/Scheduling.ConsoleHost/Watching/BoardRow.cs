using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>A schedule as it was when it was last read, and whether it runs now.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Running">How many of its runs are under way.</param>
internal sealed record BoardRow(Schedule Schedule, int Running);
