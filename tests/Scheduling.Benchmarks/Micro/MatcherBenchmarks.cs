using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Scheduling.Matching;

namespace Scheduling.Benchmarks.Micro;

/// <summary>What it costs to find the keys under which an event's schedules are looked up.</summary>
public class MatcherBenchmarks
{
    private readonly JsonElement _small = JsonSerializer.SerializeToElement(new { customerId = 42 });

    private readonly JsonElement _large = JsonSerializer.SerializeToElement(new
    {
        customerId = 42,
        reason = "closed by the customer",
        at = "2026-05-04T12:00:00Z",
        order = new { id = Guid.Empty, total = 12.50m, isPaid = true, lines = new[] { 1, 2, 3 } },
        address = new { street = "Main Street 1", city = "Springfield", country = new { code = "US", name = "United States" } },
    });

    [Benchmark]
    public object KeysOfSmallEvent() => EventKeys.Of("customer/deleted", _small);

    [Benchmark]
    public object KeysOfLargeEvent() => EventKeys.Of("customer/deleted", _large);
}
