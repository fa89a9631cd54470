namespace Scheduling.ClusterHost.Talking;

/// <summary>A line of the host's output, as JSON.</summary>
/// <param name="Kind">What it is about.</param>
public sealed record Line(LineKind Kind)
{
    /// <summary>The command that is answered.</summary>
    public int Command { get; init; }

    /// <summary>When the call began, by the machine's clock.</summary>
    public DateTimeOffset Begun { get; init; }

    /// <summary>When the call returned, or when what is told happened, by the machine's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What the call threw; null if it threw nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Of a stop: how many schedules were stopped; of a save: how many were saved; of a resume: whether one was.</summary>
    public int Schedules { get; init; }

    /// <summary>Of a stop: how many runs were stopped before they started.</summary>
    public int StoppedBeforeStart { get; init; }

    /// <summary>Of a stop: how many runs had started.</summary>
    public int SignalledRunning { get; init; }

    /// <summary>The schedule spoken of.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The attempt spoken of.</summary>
    public int Attempt { get; init; }

    /// <summary>The id of a log event.</summary>
    public int LogId { get; init; }

    /// <summary>The text of a log event, or the reason of a halt.</summary>
    public string? Text { get; init; }
}
