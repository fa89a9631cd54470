using FluentAssertions;
using NUnit.Framework;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Sleeping;

internal sealed class SteadyClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void It_starts_at_the_wall_clocks_time_and_goes_on_with_it()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        clock.Now.Should().Be(TwoClocks.Start);

        machine.GoOn(Hour);

        clock.Now.Should().Be(TwoClocks.Start + Hour);
    }

    [Test]
    public void A_wall_clock_that_is_set_back_does_not_set_it_back_nor_stop_it()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);

        machine.Move(-Hour + Second, Second);
        clock.Now.Should().Be(TwoClocks.Start + Second);
        machine.GoOn(Second);

        clock.Now.Should().Be(TwoClocks.Start + (2 * Second));
    }

    [Test]
    public void A_wall_clock_that_is_set_forward_takes_it_along()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);

        machine.Move(Hour + Second, Second);
        clock.Now.Should().Be(TwoClocks.Start + Hour + Second);
        machine.GoOn(Second);

        clock.Now.Should().Be(TwoClocks.Start + Hour + (2 * Second));
    }

    [Test]
    public void The_time_of_a_suspension_is_not_lost()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        machine.GoOn(Second);
        _ = clock.Now;

        machine.Suspend(8 * Hour);
        machine.GoOn(Second);

        clock.Now.Should().Be(TwoClocks.Start + (8 * Hour) + (2 * Second));
    }

    [Test]
    public void A_suspension_after_the_wall_clock_was_set_back_is_not_lost()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        machine.StepWall(-Hour);
        _ = clock.Now;

        machine.Suspend(Hour);

        clock.Now.Should().Be(TwoClocks.Start + Hour);
    }

    [Test]
    public void Time_is_not_lost_by_reading_it_more_often_than_it_ticks()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);

        for (var i = 0; i < 1_000; i++)
        {
            machine.MoveNanoseconds(TimeSpan.Zero, 150);
            _ = clock.Now;
        }

        clock.Now.Should().Be(TwoClocks.Start + TimeSpan.FromTicks(1_500), "the monotonic clock has gone on by 150 microseconds");
    }

    [Test]
    public void It_does_not_run_ahead_because_the_two_clocks_are_not_read_at_the_same_moment()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        var late = TimeSpan.FromTicks(50);

        for (var i = 0; i < 1_000; i++)
        {
            // Every second time the reader is held up between the one clock and the other.
            machine.Move((10 * late) + (i % 2 == 0 ? late : -late), 10 * late);
            _ = clock.Now;
        }

        clock.Now.Should().BeCloseTo(TwoClocks.Start + (10_000 * late), TimeSpan.FromMilliseconds(1));
    }

    [Test]
    public void Whatever_the_clocks_do_it_never_goes_back()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        var random = new Random(7);
        var last = clock.Now;
        for (var i = 0; i < 10_000; i++)
        {
            machine.Move(TimeSpan.FromTicks(random.NextInt64(-1_000_000_000, 1_000_000_000)), TimeSpan.FromTicks(random.NextInt64(0, 1_000_000)));
            var now = clock.Now;
            now.Should().BeOnOrAfter(last);
            last = now;
        }
    }

    [Test]
    public void It_never_goes_back_for_any_of_many_threads()
    {
        var machine = new TwoClocks();
        var clock = new SteadyClock(machine);
        using var begin = new Barrier(5);
        var wentBack = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            begin.SignalAndWait();
            var last = clock.Now;
            for (var i = 0; i < 20_000; i++)
            {
                var now = clock.Now;
                _ = now < last ? Interlocked.Increment(ref wentBack) : 0;
                last = now;
            }
        })).ToArray();
        Array.ForEach(readers, reader => reader.Start());
        begin.SignalAndWait();
        for (var i = 0; i < 20_000; i++)
        {
            machine.Move(TimeSpan.FromTicks(i % 3 == 0 ? -5_000 : 3_000), TimeSpan.FromTicks(1_000));
        }

        Array.ForEach(readers, reader => reader.Join());

        wentBack.Should().Be(0);
        clock.Now.Should().BeOnOrAfter(TwoClocks.Start + TimeSpan.FromTicks(20_000 * 1_000), "no time is lost either");
    }
}
