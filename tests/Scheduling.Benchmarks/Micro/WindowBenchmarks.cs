using BenchmarkDotNet.Attributes;
using Scheduling.Schedules;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Benchmarks.Micro;

/// <summary>What the sleeper's window costs a schedule that chains: it is found due, and put back with its next time.</summary>
public class WindowBenchmarks
{
    private static readonly DateTimeOffset s_start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private Window _window = null!;
    private WakeUp[] _wakeUps = null!;
    private int _next;
    private long _version;

    /// <summary>How many wake-ups it holds.</summary>
    [Params(1_000, 100_000)]
    public int Held { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _window = new Window(Held, wakeUp => wakeUp.At);
        _wakeUps = [.. Enumerable.Range(0, Held).Select(i => Wake(i, 1, s_start.AddSeconds(i)))];
        _window.BeginReading();
        _window.Merge(_wakeUps, more: false, _ => true);
        (_next, _version) = (0, 1);
    }

    [Benchmark]
    public void TakeDueAndPutBack()
    {
        var due = _window.TakeDue(DateTimeOffset.MaxValue)!;
        _window.Put(Wake(_next, ++_version, due.At.AddSeconds(Held)));
        _next = (_next + 1) % Held;
    }

    [Benchmark]
    public object? Find() => _window.Find(WakeUpKind.Schedule, _wakeUps[Held / 2].Id);

    private static WakeUp Wake(int number, long version, DateTimeOffset at) =>
        WakeUp.For(new ScheduleHead($"schedule-{number}", version, "work", "{}", CatchUpPolicy.Latest, at, "node"));
}
