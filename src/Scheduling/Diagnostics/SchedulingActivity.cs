using System.Diagnostics;
using System.Globalization;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Diagnostics;

/// <summary>The traces of the library: one activity for each attempt, linked to the trace that saved its schedule.</summary>
internal static class SchedulingActivity
{
    public const string SourceName = "Scheduling";

    private static readonly ActivitySource s_source = new(SourceName);

    public static Activity? StartRun(StoredRun run)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        ActivityLink[] links = ActivityContext.TryParse(run.TraceParent, null, isRemote: true, out var saved) ? [new ActivityLink(saved)] : [];
        return s_source.StartActivity(
            $"run {run.Job}",
            ActivityKind.Consumer,
            parentContext: default,
            [
                new("scheduling.schedule.id", run.ScheduleId),
                new("scheduling.job", run.Job),
                new("scheduling.run.id", run.Id),
                new("scheduling.run.attempt", run.Attempt),
                new("scheduling.occurrence", run.Occurrence.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ],
            links);
    }

    public static void SetResult(this Activity? activity, AttemptResult result)
    {
        activity?.SetTag("scheduling.attempt.end", SchedulingMetrics.Name(result.Kind));
        activity?.SetStatus(result.Kind is AttemptEnd.Threw or AttemptEnd.Unreadable ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }
}
