using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Sleeping;

namespace Scheduling.WorkflowApi.Tests.Hosts;

/// <summary>The API, listening on a free port, and a client of it.</summary>
internal sealed class ApiHost(WebApplication app, RunEnds ends, World world) : IAsyncDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(app.Urls.Single()) };

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(expected, "of {0}", text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Get, path, null, expected);

    public Task<JsonElement> PutAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Put, path, body, expected);

    public Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Post, path, body, expected);

    public Task<JsonElement> DeleteAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Delete, path, null, expected);

    /// <summary>The keys of a workflow's nodes, each with when it runs next.</summary>
    public async Task<Dictionary<string, DateTimeOffset?>> NextDueAsync(string workflow)
    {
        var nodes = (await GetAsync($"/workflows/{workflow}")).GetProperty("nodes");
        return nodes.EnumerateArray().ToDictionary(
            node => node.GetProperty("key").GetString()!,
            node => node.GetProperty("nextDue") is { ValueKind: JsonValueKind.String } due ? due.GetDateTimeOffset() : (DateTimeOffset?)null);
    }

    /// <summary>Waits until the end of one more run is recorded.</summary>
    public Task RunEndedAsync() => ends.NextAsync();

    public void GoOnTo(string time) => world.GoOnTo(time);

    /// <summary>Has the node look at the clock, which was moved: its timer may just have been set by the old time.</summary>
    public void LookAtTheClock() => app.Services.GetRequiredService<ISleepingExecutor>().Wake();

    public async ValueTask DisposeAsync()
    {
        world.Forget(this);
        _client.Dispose();
        await app.StopAsync();
        ends.Dispose();
        await app.DisposeAsync();
    }
}
