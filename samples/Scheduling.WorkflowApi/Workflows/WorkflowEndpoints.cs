using System.Text.Json;
using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>What the API answers to.</summary>
internal static class WorkflowEndpoints
{
    private const int ListedRuns = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/workflows/{id}", (string id, WorkflowRequest request, WorkflowService workflows, CancellationToken ct) => workflows.PutAsync(id, request, ct));
        api.MapGet("/workflows/{id}", async (string id, WorkflowService workflows, CancellationToken ct) => Found(await workflows.GetAsync(id, ct)));
        api.MapDelete("/workflows/{id}", async (string id, WorkflowService workflows, CancellationToken ct) => Found(await workflows.DeleteAsync(id, ct)));

        const string Schedule = "/workflows/{id}/nodes/{key}/schedule";
        api.MapPut(Schedule, async (string id, string key, ScheduleRequest request, NodeScheduleService nodes, CancellationToken ct) =>
            Found(await nodes.SaveAsync(id, key, request, ct)));
        api.MapDelete(Schedule, (string id, string key, NodeScheduleService nodes, CancellationToken ct) => nodes.DeleteAsync(id, key, ct));
        api.MapPost(Schedule + "/toggle", async (string id, string key, ToggleRequest request, NodeScheduleService nodes, CancellationToken ct) =>
            Found(await nodes.ToggleAsync(id, key, request.Enabled, ct)));

        // An event's name may hold a slash.
        api.MapPost("/events/{**name}", (string name, JsonElement data, IScheduler scheduler, CancellationToken ct) => scheduler.SendAsync(name, data, ct));
        api.MapGet("/runs", (string? workflow, IScheduler scheduler, CancellationToken ct) =>
            scheduler.ListRunsAsync(new RunFilter { Group = workflow }, ct).Take(ListedRuns).Select(RunView.Of));
        api.MapGet("/health", (ISchedulerHealth health) =>
        {
            var now = health.Read();
            return Results.Json(now, statusCode: now is { HasStarted: true, StoreAnswers: true } ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static IResult Found<T>(T? answer) => answer is null ? Results.NotFound() : Results.Ok(answer);
}
