using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Schedules;

namespace Scheduling.Jobs;

/// <summary>Sends the ends of runs as events.</summary>
internal static class OutcomeEvents
{
    public static readonly IReadOnlyList<RunOutcome> Outcomes = [RunOutcome.Succeeded, RunOutcome.Failed, RunOutcome.Cancelled, RunOutcome.Missed];

    public static Task SendAsync(RunCallback callback, CancellationToken cancellationToken)
    {
        var outcome = NameOf(callback.Outcome);
        JsonObject data = new()
        {
            ["scheduleId"] = callback.ScheduleId,
            ["group"] = callback.Group,
            ["name"] = callback.Name,
            ["job"] = callback.Job,
            ["runId"] = callback.RunId,
            ["occurrence"] = callback.Occurrence,
            ["outcome"] = outcome,
            ["error"] = callback.Error,
        };
        using var json = JsonDocument.Parse(data.ToJsonString());
        return callback.Services.GetRequiredService<IScheduler>().SendAsync($"run/{outcome}", json.RootElement.Clone(), cancellationToken);
    }

    private static string NameOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "succeeded",
        RunOutcome.Failed => "failed",
        RunOutcome.Cancelled => "cancelled",
        _ => "missed",
    };
}
