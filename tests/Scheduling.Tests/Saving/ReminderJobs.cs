using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Jobs;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>Two jobs, "plain" and "remind", that note their runs and do what the test says.</summary>
internal sealed class ReminderJobs
{
    private volatile Action _begun = static () => { };

    public ConcurrentQueue<RunContext> Runs { get; } = new();

    public ConcurrentQueue<Reminder> Payloads { get; } = new();

    public Func<RunContext, CancellationToken, Task> Does { get; set; } = static (_, _) => Task.CompletedTask;

    public IEnumerable<DateTimeOffset> Occurrences => Runs.Select(run => run.Occurrence);

    /// <summary>Takes the node's turns until so many runs in all have begun.</summary>
    public Task BeginAsync(EngineHost host, int count)
    {
        _begun = host.Sleeper.Wake;
        return host.SettleAsync(() => Runs.Count >= count);
    }

    /// <summary>Moves time, then takes the node's turns until so many runs in all have begun.</summary>
    public Task BeginAsync(EngineHost host, DateTimeOffset time, int count)
    {
        host.Time.SetUtcNow(time);
        return BeginAsync(host, count);
    }

    public void Register(ISchedulingBuilder builder) => Register(builder, static _ => { });

    public void Register(ISchedulingBuilder builder, Action<JobBuilder<Reminder>> configure) => builder
        .AddJob("plain", (RunContext run, CancellationToken ct) => RunAsync(run, ct), job => job.Retry(1))
        .AddJob<Reminder>(
            "remind",
            (reminder, run, ct) =>
            {
                Payloads.Enqueue(reminder);
                return RunAsync(run, ct);
            },
            configure);

    /// <summary>Lets handlers run until they are told to stop.</summary>
    public void Hang() => Does = static (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, ct);

    private async Task RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        Runs.Enqueue(run);
        _begun();
        await Does(run, cancellationToken);
    }
}
