using Microsoft.EntityFrameworkCore;
using Scheduling.Errors;

namespace Scheduling.WorkflowApi.Hosting;

/// <summary>Turns what the library and the database refuse into answers.</summary>
internal sealed class Refusals(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception refused) when (!context.Response.HasStarted && StatusOf(refused) is { } status)
        {
            await Results.Problem(Sentence(refused), statusCode: status).ExecuteAsync(context);
        }
    }

    private static int? StatusOf(Exception refused) => refused switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ArgumentException => StatusCodes.Status400BadRequest,

        // Others changed the same rows at the same time, or made rows with the same key.
        ScheduleConflictException or DbUpdateException => StatusCodes.Status409Conflict,

        // The change is stored, but what it was to stop may yet start.
        CancelUnconfirmedException => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };

    private static string Sentence(Exception refused) => refused switch
    {
        BadHttpRequestException { InnerException: { } reason } => $"{refused.Message} {reason.Message}",

        // The name of the parameter is of no use to who sent the request.
        ArgumentException { ParamName: { } parameter } => refused.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal),
        DbUpdateException => "Others changed the same at the same time. Read it again, and repeat the change.",
        _ => refused.Message,
    };
}
