using FluentAssertions;
using Scheduling.Events;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Transactions;

/// <summary>Two hosts, and a transaction on one of them.</summary>
internal sealed class TransactionWorld : IAsyncDisposable
{
    private TransactionWorld(Cluster cluster, EngineHost writer, EngineHost other)
    {
        (Cluster, Writer, Other) = (cluster, writer, other);
        Scheduler = writer.Scheduler.Using(Transaction);
    }

    public static async Task<TransactionWorld> CreateAsync()
    {
        var cluster = new Cluster();
        return new TransactionWorld(cluster, await cluster.AddAsync("writer"), await cluster.AddAsync("other"));
    }

    public Cluster Cluster { get; }

    public EngineHost Writer { get; }

    public EngineHost Other { get; }

    public FakeTransaction Transaction { get; } = new();

    /// <summary>The writer's scheduler within the transaction.</summary>
    public ITransactionalScheduler Scheduler { get; }

    /// <summary>What was published of schedules, without what nodes say of their runs.</summary>
    public IEnumerable<(SchedulingEventKind Kind, string? Id)> Told => Cluster.Bus.Published
        .Where(news => news.Kind is SchedulingEventKind.Intent or SchedulingEventKind.ScheduleStart or SchedulingEventKind.ScheduleCancel)
        .Select(news => (news.Kind, news.ScheduleId));

    public static ScheduleDefinition Definition(string id, Recurrence? recurrence = null) =>
        new(id, Cluster.Job, recurrence ?? Recurrence.Cron("* * * * *")) { Group = "g" };

    /// <summary>Makes a transaction that deletes nothing, and so tells when all that came before it in the same one has been done.</summary>
    public async Task<Task<CancelResult>> LastAsync() =>
        (await Scheduler.DeleteAsync(new ScheduleFilter { Group = "nothing" })).Confirmation;

    public Task<CancelResult> FinishAsync(Task<CancelResult> confirmation) => Cluster.FinishAsync(confirmation);

    /// <summary>Saves a schedule whose handler waits on the other node.</summary>
    public async Task RunOnOtherAsync(string id, Recurrence? recurrence = null)
    {
        Cluster.Probe.Body = start => Cluster.Probe.WaitAsync(start);
        await Cluster.FinishAsync(Other.Scheduler.SaveAsync(Definition(id, recurrence)));
        await Cluster.GoUntilAsync(() => Cluster.Probe.HeldOn("other") == 1);
        Cluster.Probe.Last.Run.ScheduleId.Should().Be(id);
        Cluster.Bus.Published.Clear();
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
