namespace Scheduling.WorkflowApi.Data;

/// <summary>That a polled row has been taken over: written in the transaction that saves its schedule, so that neither exists without the other.</summary>
internal sealed class MigratedJob
{
    public required long PolledId { get; init; }

    public required string ScheduleId { get; init; }

    /// <summary>What the row said, apart from its <c>next_run</c>, which the poller moves on.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>Whether its runs are only recorded, because the poller still runs the row.</summary>
    public required bool Shadow { get; set; }

    /// <summary>The row's <c>next_run</c> when it was taken over: what lies before belongs to the poller, what lies from there on to the schedule.</summary>
    public required DateTimeOffset Continues { get; set; }
}
