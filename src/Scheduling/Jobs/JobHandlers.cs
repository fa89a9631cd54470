using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.Jobs;

/// <summary>Makes handlers of classes and of delegates whose shape the compiler knows: without reflection over their members.</summary>
internal static class JobHandlers
{
    public static JobHandler Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob>()
        where TJob : class, IScheduledJob =>
        new(null, (scope, _, run, cancellationToken) => UseAsync<TJob>(scope, job => job.RunAsync(run, cancellationToken)));

    public static JobHandler Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob, TPayload>()
        where TJob : class, IScheduledJob<TPayload> =>
        new(typeof(TPayload), (scope, payload, run, cancellationToken) =>
            UseAsync<TJob>(scope, job => job.RunAsync((TPayload)payload!, run, cancellationToken)));

    public static JobHandler Of(Func<RunContext, CancellationToken, Task> handler) =>
        new(null, (_, _, run, cancellationToken) => handler(run, cancellationToken));

    public static JobHandler Of<TPayload>(Func<TPayload, RunContext, CancellationToken, Task> handler, Predicate<Type> isService) =>
        isService(typeof(TPayload))
            ? new(null, (scope, _, run, cancellationToken) =>
                handler((TPayload)scope.GetRequiredService(typeof(TPayload)), run, cancellationToken))
            : new(typeof(TPayload), (_, payload, run, cancellationToken) => handler((TPayload)payload!, run, cancellationToken));

    /// <summary>Of a job that only other hosts run: what it takes, and no code.</summary>
    public static JobHandler Elsewhere(Type? payloadType) =>
        new(payloadType, static (_, _, _, _) => throw new InvalidOperationException("The job runs on other hosts only.")) { RunsHere = false };

    internal static async Task UseAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJob>(
        IServiceProvider scope, Func<TJob, Task> run)
        where TJob : class
    {
        if (scope.GetService<TJob>() is { } registered)
        {
            await run(registered).ConfigureAwait(false);
            return;
        }

        // The scope does not know this instance, so that nobody else would dispose of it.
        var made = ActivatorUtilities.CreateInstance<TJob>(scope);
        try
        {
            await run(made).ConfigureAwait(false);
        }
        finally
        {
            if (made is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (made as IDisposable)?.Dispose();
            }
        }
    }
}
