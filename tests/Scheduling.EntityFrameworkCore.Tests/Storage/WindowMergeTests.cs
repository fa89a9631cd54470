using FluentAssertions;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Storage;

public sealed class WindowMergeTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, "", 0, true)]
    [TestCase(1, "0", 0, true)]
    [TestCase(2, "0", 1, true)]
    [TestCase(3, "0,x", 1, true)]
    [TestCase(4, "0,x", 2, false)]
    [TestCase(9, "0,x", 2, false)]
    public void Both_kinds_compete_by_time_and_then_by_the_text_of_their_ids(int size, string schedules, int runs, bool more)
    {
        var page = WindowMerge.Of([Schedule("0", 0), Schedule("x", 0)], [Run(0), Run(1)], size, [Schedule("stranger", 0)]);

        string.Join(",", page.Schedules.Select(schedule => schedule.Id)).Should().Be(schedules);
        page.Runs.Should().HaveCount(runs);
        page.More.Should().Be(more);
        page.Strangers.Should().ContainSingle();
    }

    private static ScheduleHead Schedule(string id, int minute) => new(id, 1, "job", "", default, s_noon.AddMinutes(minute), "owner");

    private static RunHead Run(int minute) => new(
        Guid.Parse("80000000-0000-0000-0000-000000000000"), "a", "job", 1, RunState.Claimed, s_noon.AddMinutes(minute), "node", false, CancelRequest.None);
}
