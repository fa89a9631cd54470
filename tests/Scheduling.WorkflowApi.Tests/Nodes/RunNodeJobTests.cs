using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.WorkflowApi.Nodes;
using Scheduling.WorkflowApi.Shadow;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Nodes;

internal sealed class RunNodeJobTests
{
    private static readonly RunContext s_run = new() { ScheduleId = "w/n", Job = NodeSchedules.Job, RunId = Guid.NewGuid(), Occurrence = World.Start };

    [Test]
    public async Task Two_attempts_of_a_run_have_one_effect([Values] bool isShadow)
    {
        await using World world = new();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await world.ReadAsync(async db =>
            {
                await new RunNodeJob(db, new ShadowMode(isShadow), world.Time).RunAsync(new RunNodePayload("w", "n", 1, "text"), s_run, CancellationToken.None);
                return true;
            });
        }

        (await world.ReadAsync(db => db.Effects.CountAsync())).Should().Be(isShadow ? 0 : 1);
        (await world.ReadAsync(db => db.ShadowRuns.CountAsync())).Should().Be(isShadow ? 1 : 0);
    }

    [Test]
    public async Task An_effect_that_another_attempt_stores_meanwhile_is_no_failure()
    {
        await using World world = new();
        var isFirst = true;
        world.Saves.Fail = _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                world.ReadAsync(async db =>
                {
                    await new RunNodeJob(db, new ShadowMode(false), world.Time).RunAsync(new RunNodePayload("w", "n", 1, "other"), s_run, CancellationToken.None);
                    return true;
                }).GetAwaiter().GetResult();
            }

            return null;
        };

        await world.ReadAsync(async db =>
        {
            await new RunNodeJob(db, new ShadowMode(false), world.Time).RunAsync(new RunNodePayload("w", "n", 1, "mine"), s_run, CancellationToken.None);
            return true;
        });

        (await world.ReadAsync(db => db.Effects.Select(effect => effect.Text).ToListAsync())).Should().Equal("other");
    }
}
