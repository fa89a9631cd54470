using Scheduling.Jobs;

namespace Scheduling.Tests.Jobs;

internal static class TestRun
{
    public static RunContext Context() => new()
    {
        ScheduleId = "a",
        Job = "job",
        RunId = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
        Occurrence = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
