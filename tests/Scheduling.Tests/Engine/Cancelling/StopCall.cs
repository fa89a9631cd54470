namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>The ways to stop a schedule.</summary>
internal enum StopCall
{
    Delete,
    DeleteLeavingRunning,
    DeleteByFilter,
    Pause,
    PauseLeavingRunning,
    Send,
}
