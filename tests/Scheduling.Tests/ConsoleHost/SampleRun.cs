using Scheduling.Jobs;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>Runs made by hand.</summary>
internal static class SampleRun
{
    public static readonly DateTimeOffset Occurrence = new(2030, 1, 31, 8, 0, 0, TimeSpan.Zero);

    public static RunContext Of(string scheduleId) =>
        new() { ScheduleId = scheduleId, Job = "job", RunId = Guid.NewGuid(), Occurrence = Occurrence };
}
