namespace Scheduling.Schedules;

/// <summary>What a delete or a pause does to runs whose handler has already started. A run that has not started is stopped in any case.</summary>
public enum RunningRuns
{
    /// <summary>The handler's token is cancelled, on its node, at once.</summary>
    Cancel,

    /// <summary>The handler is left to end by itself. Should it fail, it is not tried again.</summary>
    Leave,
}
