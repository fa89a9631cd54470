using Scheduling.ConsoleHost.Watching;
using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Demo;

/// <summary>What the demo does while its schedules run: pause, resume, cancel by an event, delete. Each step comes at a share of the demo's length.</summary>
internal sealed class DemoScript(IScheduler scheduler, Board board, HostFeed feed, TimeProvider time)
{
    public const string Paused = "newsletter";
    public const string Deleted = "cleanup";
    public const int Customer = 42;

    public async Task PlayAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        await StepAsync(0.25, $"pause \"{Paused}\"", async () => Told(await scheduler.PauseAsync(Paused, "paused by the demo", cancellationToken)));
        await StepAsync(0.40, $"resume \"{Paused}\"", async () => await scheduler.ResumeAsync(Paused, cancellationToken) ? "it sleeps again" : "there was none");
        await StepAsync(
            0.50,
            $"send customer/deleted {{ customerId: {Customer} }}",
            async () => Told(await scheduler.SendAsync("customer/deleted", new { customerId = Customer }, cancellationToken)));
        await StepAsync(0.70, $"delete \"{Deleted}\"", async () => Told(await scheduler.DeleteAsync(Deleted, cancellationToken)));
        await UntilAsync(1);

        async Task StepAsync(double share, string what, Func<Task<string>> act)
        {
            await UntilAsync(share);
            using var change = board.Changing();
            feed.Say($"{what}: {await act()}");
            board.Happen();
        }

        Task UntilAsync(double share)
        {
            var wait = (length * share) - time.GetElapsedTime(start);
            return Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
        }
    }

    private static string Told(CancelResult result) =>
        $"{result.Schedules} stopped, of which {result.Asleep} asleep; runs: {result.StoppedBeforeStart} stopped before they started, {result.SignalledRunning} signalled while they ran";
}
