using NUnit.Framework;

namespace Scheduling.Tests.Engine.Scale;

internal sealed class EngineRandomWalkTests
{
    private const int Steps = 150;

    [Test]
    public async Task Whatever_is_saved_stopped_and_resumed_each_occurrence_runs_once_at_its_time([Range(1, 50)] int seed)
    {
        await using var walk = new RandomWalk(seed);
        await walk.TakeAsync(Steps);
        await TestContext.Out.WriteLineAsync($"Seed {seed}: {Steps} steps, {walk.Runs} runs, {walk.StoreCalls} store operations.");
    }
}
