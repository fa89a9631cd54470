using Scheduling.Hosting;

namespace Scheduling.Saving;

/// <summary>Makes paused and faulted schedules sleep again. What fell due meanwhile is due at once, and the claim applies the catch-up policy.</summary>
internal sealed class ResumeSchedules(NodeShell shell, HintPublisher hints)
{
    public async Task<bool> ResumeAsync(string scheduleId, StoreScope scope, CancellationToken cancellationToken)
    {
        // Whoever resumes it need not have its job: those who have it settle among themselves whose it is.
        var (head, _) = await scope.Store.ResumeAsync(scheduleId, Peers.Nobody, cancellationToken).ConfigureAwait(false);
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
            return hints.PublishAsync([News.ScheduleSaved(shell.NodeId, head.Id, head.Version, head)]);
        }).ConfigureAwait(false);
        return true;
    }
}
