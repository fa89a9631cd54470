using System.Runtime.CompilerServices;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryScheduleStoreTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(s_start);

    [Test]
    public async Task Its_clock_is_the_injected_one_cut_to_the_microsecond()
    {
        InMemoryScheduleStore store = new(_time);
        _time.Advance(TimeSpan.FromTicks(19));

        (await store.GetAsync([], CancellationToken.None)).StoreNow.Should().Be(s_start.AddTicks(10));
    }

    [Test]
    public void It_says_what_it_is()
    {
        InMemoryScheduleStore store = new(_time);

        (store.System, store.IsShared).Should().Be(("in_memory", false));
    }

    [Test]
    public async Task A_token_that_is_cancelled_already_is_honoured_and_nothing_is_done()
    {
        InMemoryScheduleStore store = new(_time);

        await store.Awaiting(target => target.SaveAsync([Writes.Schedule("a", s_start)], new CancellationToken(true)))
            .Should().ThrowAsync<OperationCanceledException>();

        (await store.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public void Operations_are_complete_when_they_return()
    {
        InMemoryScheduleStore store = new(_time);

        store.SaveAsync([Writes.Schedule("a", s_start)], CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();
        store.ReadWindowAsync(new(1, [Writes.Job], 1), CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task An_attempt_does_not_end_as_claimed()
    {
        InMemoryScheduleStore store = new(_time);

        await store.Awaiting(target => target.FinishAsync(new Completion(Guid.NewGuid(), 1, RunState.Claimed)))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*can't end as Claimed*");
    }

    [TestCase(-1, 1)]
    [TestCase(1, -1)]
    public async Task Less_than_nothing_is_not_kept(int perSchedule, int days)
    {
        InMemoryScheduleStore store = new(_time);

        await store.Awaiting(target => target.FinishAsync([], new(perSchedule, TimeSpan.FromDays(days)), CancellationToken.None))
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task A_run_that_has_ended_holds_on_to_no_payload()
    {
        InMemoryScheduleStore store = new(_time);
        var payload = await RunAndDeleteAsync(store);

        GC.Collect();

        payload.IsAlive.Should().BeFalse();
        (await store.ListRunsAsync()).Should().ContainSingle();
    }

    [Test]
    public async Task A_lease_longer_than_time_itself_ends_with_it()
    {
        InMemoryScheduleStore store = new(_time);
        var row = (await store.SaveAsync(Writes.Schedule("a", s_start))).Present!;

        var result = await store.ClaimAsync(Claims.Of(row), new("claimer#1", TimeSpan.MaxValue));

        result.Run!.LeaseUntil.Should().BeCloseTo(DateTimeOffset.MaxValue, TimeSpan.FromMicroseconds(1));
    }

    // Apart, so that nothing of it is left on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAndDeleteAsync(InMemoryScheduleStore store)
    {
        var row = (await store.SaveAsync(Writes.Schedule("a", s_start) with { Payload = new string('x', 1_000) })).Present!;
        var run = (await store.ClaimAsync(Claims.Of(row), new("claimer#1", TimeSpan.FromMinutes(1)))).Run!;
        await store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));
        await store.DeleteAsync("a");
        return new(run.Payload);
    }
}
