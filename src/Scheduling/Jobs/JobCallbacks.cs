using Scheduling.Storage;

namespace Scheduling.Jobs;

/// <summary>Whom a job tells of the ends of its runs.</summary>
internal sealed class JobCallbacks
{
    private readonly List<(RunOutcome Outcome, CallbackHandler Handler)> _handlers = [];

    /// <summary>Which ends are told of.</summary>
    public Callbacks Flags => _handlers.Aggregate(Callbacks.None, (flags, entry) => flags | CallbackRuns.FlagOf(entry.Outcome));

    public void Add(RunOutcome outcome, CallbackHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers.Add((outcome, handler));
    }

    /// <summary>Each end is sent as an event.</summary>
    public void AddEvents() => _handlers.AddRange(OutcomeEvents.Outcomes.Select(outcome => (outcome, (CallbackHandler)OutcomeEvents.SendAsync)));

    /// <summary>Tells all who asked for it, in the order in which they did. When one throws, all are told again at the next attempt.</summary>
    public async Task InvokeAsync(RunCallback callback, CancellationToken cancellationToken)
    {
        var handlers = _handlers.FindAll(entry => entry.Outcome == callback.Outcome);
        if (handlers.Count == 0)
        {
            throw new InvalidOperationException(
                $"The job '{callback.Job}' has no callback for runs that have ended as {callback.Outcome} on this host, though its schedule was saved with one. "
                + $"Register On{callback.Outcome} with the job on every host that runs it, or save the schedule again without.");
        }

        foreach (var (_, handler) in handlers)
        {
            var work = handler(callback, cancellationToken) ?? throw new InvalidOperationException(
                $"The callback On{callback.Outcome} of the job '{callback.Job}' returned null. Return the task of its work, or Task.CompletedTask.");
            await work.ConfigureAwait(false);
        }
    }
}
