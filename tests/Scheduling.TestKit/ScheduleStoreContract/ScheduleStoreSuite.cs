using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What the suites of the store's contract share. An adapter runs a suite with one line: <c>class X : ClaimingContract&lt;XFixture&gt;;</c></summary>
/// <typeparam name="TFixture">Makes the adapter's store.</typeparam>
public abstract class ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    /// <summary>The store under test, empty when a test begins.</summary>
    protected IScheduleStore Store { get; private set; } = null!;

    /// <summary>What made the store.</summary>
    protected TFixture Fixture { get; private set; } = null!;

    /// <summary>The unit in which a suite measures.</summary>
    protected TimeSpan Step => Fixture.Step;

    /// <summary>How long claims hold.</summary>
    protected TimeSpan Lease => 2 * Step;

    /// <summary>The node that claims, unless another is named.</summary>
    protected RunHolder Holder => new("claimer#1", Lease);

    /// <summary>Another node.</summary>
    protected RunHolder Other => new("other#1", Lease);

    [SetUp]
    public async Task CreateAsync()
    {
        Fixture = new();
        Store = await Fixture.CreateAsync();
    }

    [TearDown]
    public async Task DisposeAsync()
    {
        ContractMatrix.Add(GetType().BaseType!, typeof(TFixture), TestContext.CurrentContext.Result.Outcome.Status);
        await Fixture.DisposeAsync();
    }

    /// <summary>Skips the test, visibly, where the fixture lacks what it needs.</summary>
    protected void Needs(ScheduleStoreCapabilities capability)
    {
        if (!Fixture.Capabilities.HasFlag(capability))
        {
            Assert.Ignore($"{typeof(TFixture).Name} does not declare {capability}.");
        }
    }

    /// <summary>Lets the store's time go on.</summary>
    protected Task AdvanceAsync(TimeSpan by) => Fixture.AdvanceAsync(by);

    /// <summary>The store's time, from a reply of its own.</summary>
    protected async Task<DateTimeOffset> StoreNowAsync() => (await Store.GetAsync(["nobody"], CancellationToken.None)).StoreNow;

    /// <summary>Saves a definition that must be accepted.</summary>
    protected async Task<StoredSchedule> SaveAsync(ScheduleWrite write)
    {
        var saved = await Store.SaveAsync(write);
        saved.Written.Should().BeTrue();
        return saved.Present!;
    }

    /// <summary>Saves a schedule that has long been due, so that its next occurrences are due as well.</summary>
    protected async Task<StoredSchedule> SaveDueAsync(string id, Func<ScheduleWrite, ScheduleWrite>? with = null) =>
        await SaveInAsync(id, -60 * Step, with);

    /// <summary>Saves a schedule that is due after a span.</summary>
    protected async Task<StoredSchedule> SaveInAsync(string id, TimeSpan dueIn, Func<ScheduleWrite, ScheduleWrite>? with = null)
    {
        var write = Writes.Schedule(id, await StoreNowAsync() + dueIn);
        return await SaveAsync(with is null ? write : with(write));
    }

    /// <summary>Takes an occurrence that must be granted.</summary>
    protected async Task<StoredRun> ClaimAsync(Claim claim, RunHolder? holder = null)
    {
        var result = await Store.ClaimAsync(claim, holder ?? Holder);
        result.Verdict.Should().Be(ClaimVerdict.Claimed);
        return result.Run!;
    }

    /// <summary>Saves a schedule that is due, and takes its occurrence.</summary>
    protected async Task<StoredRun> SaveClaimedAsync(string id, Func<ScheduleWrite, ScheduleWrite>? with = null) =>
        await ClaimAsync(Claims.Of(await SaveDueAsync(id, with)));

    /// <summary>Saves a schedule that is due, takes its occurrence, and lets the run wait.</summary>
    protected async Task<StoredRun> SaveWaitingAsync(string id, TimeSpan retryAfter)
    {
        var run = await SaveClaimedAsync(id);
        var result = await Store.FinishAsync(new(run.Id, run.Attempt, RunState.Waiting) { RetryAfter = retryAfter, HandlerFailed = true });
        result.Recorded.Should().BeTrue();
        return run;
    }

    /// <summary>The schedule as it is now.</summary>
    protected async Task<StoredSchedule> ReadAsync(string id) =>
        await Store.GetAsync(id) ?? throw new AssertionException($"The schedule {id} is gone.");

    /// <summary>That a time is the one expected; where the store's time goes on by itself, nearly.</summary>
    protected void ShouldBeAt(DateTimeOffset? actual, DateTimeOffset expected)
    {
        var tolerance = Fixture.Capabilities.HasFlag(ScheduleStoreCapabilities.ExactTime) ? TimeSpan.Zero : Step / 2;
        actual.Should().NotBeNull().And.BeCloseTo(expected, tolerance);
    }
}
