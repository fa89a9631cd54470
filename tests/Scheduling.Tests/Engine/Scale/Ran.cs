namespace Scheduling.Tests.Engine.Scale;

/// <summary>One start of a handler.</summary>
internal readonly record struct Ran(string ScheduleId, DateTimeOffset Occurrence, DateTimeOffset At)
{
    public override string ToString() => $"{ScheduleId} for {Occurrence:dd HH:mm:ss.ffffff} at {At:dd HH:mm:ss.ffffff}";
}
