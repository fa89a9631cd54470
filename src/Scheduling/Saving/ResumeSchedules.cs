using Scheduling.Hosting;

namespace Scheduling.Saving;

/// <summary>Makes paused and faulted schedules sleep again. What fell due meanwhile is due at once, and the claim applies the catch-up policy.</summary>
internal sealed class ResumeSchedules(NodeShell shell, JobRegistry jobs, HintPublisher hints)
{
    public async Task<bool> ResumeAsync(string scheduleId, StoreScope scope, CancellationToken cancellationToken)
    {
        var (head, _) = await scope.Store.ResumeAsync(scheduleId, shell.NodeId, cancellationToken).ConfigureAwait(false);
        if (head is null)
        {
            return false;
        }

        await scope.OnceTrueAsync([new(head.Id, head.Version)], isTrue =>
        {
            if (isTrue.Count == 0)
            {
                return Task.CompletedTask;
            }

            shell.Post(new NodeInput.ScheduleSaved(head.Id, head.Version, head));

            // Who does not have the job can't act on it, and whoever has must not wait for that.
            return hints.PublishAsync([News.ScheduleSaved(shell.NodeId, head.Id, head.Version, head) with { Holder = jobs.Has(head.Job) ? null : Peers.Nobody }]);
        }).ConfigureAwait(false);
        return true;
    }
}
