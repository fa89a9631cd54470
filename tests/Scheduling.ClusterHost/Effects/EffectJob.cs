using Scheduling.ClusterHost.Talking;
using Scheduling.Jobs;

namespace Scheduling.ClusterHost.Effects;

/// <summary>Has effects that can be checked: each attempt says in a table when it began and how it ended.</summary>
internal sealed class EffectJob(EffectsWriter effects, LineWriter lines, TimeProvider time) : IScheduledJob<EffectPayload>
{
    public async Task RunAsync(EffectPayload payload, RunContext run, CancellationToken cancellationToken)
    {
        var (entered, isCancelled) = (time.GetUtcNow(), cancellationToken.IsCancellationRequested);
        lines.Write(new Line(LineKind.Started) { ScheduleId = run.ScheduleId, Attempt = run.Attempt, At = entered });
        await effects.WriteAsync(run, EffectKind.Started, entered, isCancelled);
        try
        {
            await Task.Delay(payload.Of(run.Attempt), time, payload.IsStubborn ? CancellationToken.None : cancellationToken);
        }
        catch (OperationCanceledException)
        {
            var at = time.GetUtcNow();
            lines.Write(new Line(LineKind.Halted) { ScheduleId = run.ScheduleId, Attempt = run.Attempt, At = at, Text = run.StopReason.ToString() });
            await effects.WriteAsync(run, EffectKind.Stopped, at, isCancelled: true);
            throw;
        }

        await effects.WriteAsync(run, EffectKind.Ended, time.GetUtcNow(), cancellationToken.IsCancellationRequested);
    }
}
