using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>A run that is to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cause">Why.</param>
/// <param name="Occurrence">Its nominal time.</param>
/// <param name="Due">When it was due; null: at its nominal time.</param>
/// <param name="Overlap">What open runs mean for it.</param>
/// <param name="BufferLimit">How many may be buffered.</param>
internal readonly record struct NewRun(Guid Id, RunCause Cause, DateTime Occurrence, DateTime? Due, OverlapPolicy Overlap, int BufferLimit);
