using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>The end of a run lets no other one go on; who looks at a buffered run a lease later finds that nothing stands before it.</summary>
internal sealed class NoPromotion() : Mutation("promotion", "the end of a run lets the one go on that has waited for it, and says so")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
            IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.FinishAsync(completions, retention, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<CompletionResult>>([.. results.Select(result => result with { Promoted = null })], now));
        }

        public override Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
            IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.RescueAsync(rescues, holder, poisonAfter, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<RescueResult>>([.. results.Select(result => result with { Promoted = null })], now));
        }
    }
}
