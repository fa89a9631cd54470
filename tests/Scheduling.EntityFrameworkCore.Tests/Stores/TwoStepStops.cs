using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>Stops whose first half may be undone by a caller's transaction.</summary>
public abstract class TwoStepStops<TFixture> : DatabaseSuite<TFixture>
    where TFixture : DatabaseFixture, new()
{
    [Test]
    public async Task The_first_step_leaves_runs_alone_and_the_second_stops_them([Values] StopAction action)
    {
        var run = await SaveClaimedAsync("a");
        var first = await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { Ids = ["a"], SchedulesOnly = true });
        (first.Schedules.Count, first.Claimed.Count, first.Waiting.Count).Should().Be((1, 0, 0));
        (await Store.ReadRunAsync(run.Id))!.Cancel.Should().Be(CancelRequest.None);

        var second = await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { StoppedBefore = first.Schedules });

        second.Schedules.Should().BeEmpty();
        second.Claimed.Should().ContainSingle().Which.Cancel.Should().Be(CancelRequest.Always);
    }

    [Test]
    public async Task Runs_claimed_after_a_pause_and_a_resume_go_on()
    {
        var before = await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        var first = await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["a"], SchedulesOnly = true });
        await Store.ResumeAsync("a");
        await ClaimAsync(Claims.Of(await ReadAsync("a")));

        var second = await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { StoppedBefore = first.Schedules });

        second.Claimed.Select(run => run.Id).Should().Equal(before.Id);
    }

    [Test]
    public async Task Runs_of_a_life_that_began_after_a_delete_go_on()
    {
        var before = await SaveWaitingAsync("a", Step);
        var first = await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = ["a"], SchedulesOnly = true });
        await SaveClaimedAsync("a");

        var second = await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { StoppedBefore = first.Schedules });

        second.Waiting.Select(run => run.Id).Should().Equal(before.Id);
        second.Claimed.Should().BeEmpty();
    }
}
