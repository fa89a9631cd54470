using System.Net;
using System.Text.Json;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Workflows;

internal sealed class BadRequestTests
{
    private World _world = null!;
    private ApiHost _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = new World();
        _api = await _world.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _api.DisposeAsync();
        await _world.DisposeAsync();
    }

    [TestCase("""{"nodes":[{"key":"a"},{"key":"a"}]}""", "stands twice")]
    [TestCase("""{"nodes":[{"key":"a/b"}]}""", "The node key 'a/b' is not acceptable")]
    [TestCase("""{"nodes":[{}]}""", "The node key '' is not acceptable")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{}}]}""", "needs exactly one of")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{"cron":"@daily","every":"00:01:00"}}]}""", "needs exactly one of")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{"every":"00:01:00","zone":"UTC"}}]}""", "a zone without a cron")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{"every":"00:00:00.5"}}]}""", "too short")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{"cron":"61 * * * *"}}]}""", "position 1")]
    [TestCase("""{"nodes":[{"key":"a","schedule":{"every":"soon"}}]}""", "every")]
    public async Task What_is_wrong_is_told(string body, string told)
    {
        var problem = await _api.PutAsync("/workflows/w", JsonSerializer.Deserialize<JsonElement>(body), HttpStatusCode.BadRequest);

        problem.GetProperty("detail").GetString().Should().Contain(told);
        (await _world.SchedulesAsync()).Should().BeEmpty();
        await _api.GetAsync("/workflows/w", HttpStatusCode.NotFound);
    }
}
