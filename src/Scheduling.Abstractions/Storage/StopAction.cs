namespace Scheduling.Storage;

/// <summary>What a <see cref="StopCommand"/> does.</summary>
public enum StopAction
{
    /// <summary>The schedules are gone.</summary>
    Delete,

    /// <summary>The active ones are paused.</summary>
    Pause,
}
