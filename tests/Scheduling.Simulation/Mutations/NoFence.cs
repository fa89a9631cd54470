using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A result is taken from whichever attempt brings it.</summary>
internal sealed class NoFence() : Mutation("fence", "a result is refused unless its attempt holds the run")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth, world);

    private sealed class Store(IScheduleStore truth, World world) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
            IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
            base.FinishAsync([.. completions.Select(OfWhoHoldsIt)], retention, cancellationToken);

        private Completion OfWhoHoldsIt(Completion completion) => world.Ledger.Find(completion.RunId) is { IsHeld: true } run
            ? completion with { Attempt = run.Attempt }
            : completion;
    }
}
