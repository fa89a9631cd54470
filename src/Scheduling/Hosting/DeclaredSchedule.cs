using Scheduling.Schedules;

namespace Scheduling.Hosting;

/// <summary>A schedule that is declared in code.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Recurrence">When it is due.</param>
internal sealed record DeclaredSchedule(string Id, string Job, Recurrence Recurrence);
