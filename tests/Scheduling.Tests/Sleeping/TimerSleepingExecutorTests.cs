using FluentAssertions;
using NUnit.Framework;

namespace Scheduling.Tests.Sleeping;

[CancelAfter(30_000)]
internal sealed class TimerSleepingExecutorTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Test]
    public async Task The_first_turn_comes_with_the_start(CancellationToken stuck)
    {
        await using var turns = new Turns(new TwoClocks());

        turns.Start();
        await turns.AsleepAsync(1, stuck);
    }

    [Test]
    public async Task It_is_started_once()
    {
        await using var turns = new Turns(new TwoClocks());
        turns.Start();

        turns.Invoking(t => t.Start()).Should().Throw<InvalidOperationException>();
    }

    [Test]
    public async Task A_turn_comes_when_its_time_has_come_and_not_a_tick_earlier(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddMinutes(1) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);

        machine.GoOn(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        turns.Count.Should().Be(1);
        turns.WakeAt = null;
        machine.GoOn(TimeSpan.FromTicks(1));

        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task A_timer_that_fires_early_is_armed_again_and_costs_no_turn(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddMilliseconds(500) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);
        machine.Move(TimeSpan.FromMilliseconds(498), TimeSpan.FromMilliseconds(498));

        machine.Ring(lead: TimeSpan.FromMilliseconds(3));
        machine.Fired.Should().Be(1);
        turns.Count.Should().Be(1);
        turns.Sleeps.Should().Equal(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(2));
        turns.WakeAt = null;
        machine.GoOn(TimeSpan.FromMilliseconds(2));

        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task A_sleep_of_400_days_is_cut_into_quarters_of_an_hour_and_costs_no_turn(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddDays(400) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);

        for (var i = 1; i < 400 * 96; i++)
        {
            machine.GoOn(Quarter);
        }

        machine.Fired.Should().Be((400 * 96) - 1);
        turns.Sleeps.Should().OnlyContain(sleep => sleep == Quarter);
        turns.Count.Should().Be(1);
        turns.WakeAt = null;
        machine.GoOn(Quarter);
        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task Without_a_time_to_wake_no_timer_runs(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = null };
        turns.Start();
        await turns.AsleepAsync(1, stuck);

        machine.GoOn(TimeSpan.FromDays(1_000));

        machine.Fired.Should().Be(0);
        turns.Count.Should().Be(1);
    }

    [Test]
    public async Task After_a_suspension_it_wakes_within_a_quarter_of_an_hour_of_the_machines_running_time(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddHours(8) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);
        turns.WakeAt = null;

        machine.Suspend(TimeSpan.FromHours(9));
        machine.GoOn(Quarter);

        await turns.AsleepAsync(2, stuck);
        turns.Sleeper.Now.Should().Be(TwoClocks.Start.AddHours(9) + Quarter);
    }

    [Test]
    public async Task A_wall_clock_that_is_set_back_does_not_delay_it(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddMinutes(10) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);
        turns.WakeAt = null;

        machine.StepWall(TimeSpan.FromHours(-5));
        machine.GoOn(TimeSpan.FromMinutes(10));

        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task A_wall_clock_that_is_set_forward_wakes_it_no_later(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddHours(5) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);
        turns.WakeAt = null;

        machine.StepWall(TimeSpan.FromHours(5));
        machine.GoOn(Quarter);

        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task A_wake_during_a_turn_leads_to_another_after_it(CancellationToken stuck)
    {
        await using var turns = new Turns(new TwoClocks());
        var woken = false;
        turns.During = () =>
        {
            if (!woken)
            {
                woken = true;
                turns.Sleeper.Wake();
                turns.Sleeper.Wake();
            }
        };

        turns.Start();

        await turns.AsleepAsync(2, stuck);
        turns.Count.Should().Be(2, "wakes that come together lead to one turn");
    }

    [Test]
    public async Task A_wake_ends_a_sleep(CancellationToken stuck)
    {
        await using var turns = new Turns(new TwoClocks()) { WakeAt = TwoClocks.Start.AddDays(1) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);

        turns.Sleeper.Wake();

        await turns.AsleepAsync(2, stuck);
    }

    [Test]
    public async Task A_turn_that_asks_for_a_time_that_has_come_is_followed_by_another(CancellationToken stuck)
    {
        await using var turns = new Turns(new TwoClocks()) { WakeAt = TwoClocks.Start };
        turns.During = () => turns.WakeAt = turns.Count < 5 ? TwoClocks.Start : null;

        turns.Start();

        await turns.AsleepAsync(5, stuck);
    }

    [Test]
    public async Task A_wake_before_the_start_is_harmless(CancellationToken stuck)
    {
        await using var turns = new Turns(new TwoClocks());

        turns.Sleeper.Wake();
        turns.Start();

        await turns.AsleepAsync(1, stuck);
        turns.Count.Should().Be(1);
    }

    [Test]
    public async Task After_disposal_nothing_leads_to_a_turn(CancellationToken stuck)
    {
        var machine = new TwoClocks();
        var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddMinutes(1) };
        turns.Start();
        await turns.AsleepAsync(1, stuck);

        await turns.DisposeAsync();
        turns.Sleeper.Wake();
        machine.GoOn(TimeSpan.FromHours(1));
        await ThreadPoolIsIdleAsync();

        turns.Count.Should().Be(1);
        await turns.DisposeAsync();
    }

    [Test]
    public async Task Disposal_before_the_start_completes_and_a_start_after_it_takes_no_turn()
    {
        var turns = new Turns(new TwoClocks());

        await turns.DisposeAsync();
        turns.Start();
        await ThreadPoolIsIdleAsync();

        turns.Count.Should().Be(0);
    }

    [Test]
    public async Task Disposal_waits_for_the_turn_under_way_and_no_other_follows(CancellationToken stuck)
    {
        var turns = new Turns(new TwoClocks());
        using var inTurn = new SemaphoreSlim(0);
        using var mayEnd = new SemaphoreSlim(0);
        turns.During = () =>
        {
            inTurn.Release();
            mayEnd.Wait(stuck);
        };
        turns.Start();
        await inTurn.WaitAsync(stuck);

        var disposal = turns.DisposeAsync().AsTask();
        turns.Sleeper.Wake();
        disposal.IsCompleted.Should().BeFalse();
        mayEnd.Release();
        await disposal.WaitAsync(stuck);
        await ThreadPoolIsIdleAsync();

        turns.Count.Should().Be(1);
    }

    [Test]
    public async Task With_many_threads_turns_never_overlap_and_no_wake_is_lost(CancellationToken stuck)
    {
        const int Threads = 8;
        const int Wakes = 5_000;
        var machine = new TwoClocks();
        await using var turns = new Turns(machine) { WakeAt = TwoClocks.Start.AddMilliseconds(1) };
        var (posted, taken, inside, overlaps) = (0, 0, 0, 0);
        turns.During = () =>
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            taken = Volatile.Read(ref posted);
            turns.WakeAt = machine.GetUtcNow().AddMilliseconds(1);
            Interlocked.Decrement(ref inside);
        };
        turns.Start();
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < Wakes; i++)
            {
                Interlocked.Increment(ref posted);
                turns.Sleeper.Wake();
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        for (var i = 0; i < Wakes; i++)
        {
            machine.GoOn(TimeSpan.FromMilliseconds(1));
        }

        Array.ForEach(threads, thread => thread.Join());
        await turns.UntilAsync(() => Volatile.Read(ref taken) == Threads * Wakes, stuck);

        overlaps.Should().Be(0);
    }

    // Whatever was queued before has begun; a turn would be among it.
    private static async Task ThreadPoolIsIdleAsync()
    {
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++)
        {
            var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ThreadPool.UnsafeQueueUserWorkItem(static p => p.SetResult(), passed, preferLocal: false);
            await passed.Task;
        }
    }
}
