using Scheduling.Events;
using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A buffered run wakes nobody: neither who made it nor who hears of it or reads it looks at it again; only the word that it may go on does.</summary>
internal sealed class NoLook() : Mutation("look", "a buffered run is looked at a lease later, in case that nobody was told that it may go on")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    // What is said of a run before its first attempt is that it is buffered; that it may be taken up is said otherwise.
    public override IReadOnlyList<SchedulingEvent> Hear(IReadOnlyList<SchedulingEvent> events, Process from, Process to) =>
        [.. events.Where(news => news is not { Kind: SchedulingEventKind.RunStarted, Attempt: 0 })];

    private static RunHead? Unseen(RunHead? run) => run is { State: RunState.Buffered } ? null : run;

    private static RunHead[] Seen(IReadOnlyList<RunHead> runs) => [.. runs.Where(run => run.State != RunState.Buffered)];

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken)
        {
            var (page, now) = Answer(base.ReadWindowAsync(query, cancellationToken));
            return Task.FromResult(new StoreReply<WindowPage>(page with { Runs = Seen(page.Runs) }, now));
        }

        public override Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken)
        {
            var (page, now) = Answer(base.ReadDueAsync(query, cancellationToken));
            return Task.FromResult(new StoreReply<DuePage>(page with { Runs = Seen(page.Runs) }, now));
        }

        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.ClaimAsync(claims, holder, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<ClaimResult>>(
                [.. results.Select(result => result with { Buffered = null, OpenRun = Unseen(result.OpenRun) })], now));
        }

        public override Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
            IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.RescueAsync(rescues, holder, poisonAfter, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<RescueResult>>([.. results.Select(result => result with { Present = Unseen(result.Present) })], now));
        }

        public override Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
            IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.TriggerAsync(triggers, holder, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<TriggerResult>>([.. results.Select(result => result with { Run = Unseen(result.Run) })], now));
        }
    }
}
