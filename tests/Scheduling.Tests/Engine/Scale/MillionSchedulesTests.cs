using System.Diagnostics;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;

namespace Scheduling.Tests.Engine.Scale;

internal sealed class MillionSchedulesTests
{
    private const int Schedules = 1_000_000;
    private const int Due = 5_000;

    private FakeTimeProvider _time = null!;
    private InMemoryScheduleStore _store = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _time = new FakeTimeProvider(EngineHost.Start);
        _store = new InMemoryScheduleStore(_time);
        await _store.FillAsync(Schedules, i => $"y{i}", i => EngineHost.Start.AddYears(1).AddMilliseconds(i));
    }

    [OneTimeTearDown]
    public void Empty() => _store = null!;

    [TestCase(100)]
    [TestCase(1_000)]
    public async Task A_start_reads_one_window_and_takes_memory_for_one_window(int windowSize)
    {
        var log = new RunLog();
        await StartAndStopAsync();
        var before = MemoryInUse();
        var started = Stopwatch.GetTimestamp();

        await using var host = await Host(log, windowSize).StartAsync();

        var took = Stopwatch.GetElapsedTime(started);
        var memory = MemoryInUse() - before;
        host.Store.Calls.Should().Equal("open", "window");
        host.Shell.View.WindowSize.Should().Be(windowSize);
        memory.Should().BeLessThan(2 * 1_024 * 1_024);
        await TestContext.Out.WriteLineAsync(
            $"{Schedules} schedules, window {windowSize}: started in {took.TotalMilliseconds:0} ms with 2 store operations, {memory / 1_024} KiB.");
    }

    [TestCase(1_000)]
    [TestCase(100)]
    public async Task Several_windows_full_run_once_each_at_their_time(int windowSize)
    {
        var log = new RunLog();
        var start = _time.GetUtcNow();
        await _store.FillAsync(Due, i => $"d{windowSize}-{i}", i => start.AddMilliseconds(1 + (i / 10 * 500)));
        await using var host = await Host(log, windowSize).StartAsync();
        host.Store.Calls.Clear();

        await host.GoOnAsync(TimeSpan.FromMinutes(10));

        log.Runs.Select(run => run.ScheduleId).Should().OnlyHaveUniqueItems().And.HaveCount(Due);
        log.Runs.Should().OnlyContain(run => run.At == run.Occurrence);
        log.LargestWindow.Should().BeLessThanOrEqualTo(windowSize);
        host.Shell.View.WindowSize.Should().BeLessThanOrEqualTo(windowSize);
        await TestContext.Out.WriteLineAsync(
            $"{Due} of {Schedules} due within {Due / 20} s, window {windowSize}: {(double)host.Store.Calls.Count / Due:0.000} store operations a run, {host.Store.Count("window")} window reads.");
    }

    // One collection alone, of so large a heap, is called good enough while megabytes are still to be freed.
    private static long MemoryInUse()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: false);
    }

    // Whatever is made once a process is made before memory is measured. The runtime holds on to the host that was there last, hence the small window.
    private async Task StartAndStopAsync()
    {
        await using var host = await Host(new RunLog(), 16).StartAsync();
    }

    private EngineHost Host(RunLog log, int windowSize) => log.Host(setup =>
    {
        (setup.Time, setup.Store) = (_time, new CallLog(_store));
        setup.Options = options => options.WindowSize = windowSize;
    });
}
