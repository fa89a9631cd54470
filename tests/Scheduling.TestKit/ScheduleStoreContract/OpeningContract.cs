using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How a node opens a store.</summary>
public abstract class OpeningContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public void A_store_has_a_name_for_telemetry() => Store.System.Should().MatchRegex("^[a-z][a-z0-9_.]*$");

    [Test]
    public async Task A_job_that_was_not_known_is_not_stale()
    {
        var opening = await OpenAsync(("a", "1"), ("b", "1"));

        opening.StaleJobs.Should().BeEmpty();
        opening.Declared.Keys.Should().BeEmpty();
    }

    [Test]
    public async Task A_job_is_stale_for_as_long_as_another_fingerprint_is_remembered()
    {
        await OpenAsync(("a", "1"), ("b", "1"));

        (await OpenAsync(("a", "2"), ("b", "1"), ("c", "1"))).StaleJobs.Should().Equal("a");
        (await OpenAsync(("a", "2"))).StaleJobs.Should().Equal("a");
        (await OpenAsync(("a", "1"))).StaleJobs.Should().BeEmpty();
    }

    [Test]
    public async Task A_fingerprint_that_is_to_be_remembered_replaces_the_one_before()
    {
        await OpenAsync(("a", "1"), ("b", "1"));

        await RememberAsync("a", "2");
        await RememberAsync("new", "1");

        (await OpenAsync(("a", "2"), ("b", "1"), ("new", "1"))).StaleJobs.Should().BeEmpty();
        (await OpenAsync(("a", "1"), ("b", "2"), ("new", "2"))).StaleJobs.Should().BeEquivalentTo("a", "b", "new");
    }

    [Test]
    public async Task A_job_is_stale_for_everybody_from_the_beginning_of_a_rebuild_to_its_end()
    {
        await OpenAsync(("a", "1"));

        (await Store.RememberFingerprintAsync("a", "2", isRebuilt: false, CancellationToken.None)).Value.Should().BeTrue();

        (await OpenAsync(("a", "1"))).StaleJobs.Should().Equal("a");
        (await OpenAsync(("a", "2"))).StaleJobs.Should().Equal("a");
        (await Store.RememberFingerprintAsync("a", "2", isRebuilt: true, CancellationToken.None)).Value.Should().BeTrue();
        (await OpenAsync(("a", "2"))).StaleJobs.Should().BeEmpty();
    }

    [Test]
    public async Task A_rebuild_whose_rules_are_no_longer_the_jobs_when_it_ends_changes_nothing()
    {
        await OpenAsync(("a", "1"));
        await Store.RememberFingerprintAsync("a", "2", isRebuilt: false, CancellationToken.None);
        await Store.RememberFingerprintAsync("a", "3", isRebuilt: false, CancellationToken.None);

        (await Store.RememberFingerprintAsync("a", "2", isRebuilt: true, CancellationToken.None)).Value.Should().BeFalse();

        (await OpenAsync(("a", "2"))).StaleJobs.Should().Equal("a");
        (await Store.RememberFingerprintAsync("a", "3", isRebuilt: true, CancellationToken.None)).Value.Should().BeTrue();
        (await OpenAsync(("a", "3"))).StaleJobs.Should().BeEmpty();
    }

    [Test]
    public async Task The_schedules_that_were_declared_in_code_are_told_whatever_their_state()
    {
        await SaveInAsync("saved", Step);
        await SaveInAsync("declared", Step, write => write with { DeclaredBy = "app" });
        await SaveInAsync("paused", Step, write => write with { DeclaredBy = "app" });
        await SaveInAsync("deleted", Step, write => write with { DeclaredBy = "app" });
        var undeclared = await SaveInAsync("undeclared", Step, write => write with { DeclaredBy = "app" });
        await Store.PauseAsync("paused");
        await Store.DeleteAsync("deleted");
        await SaveAsync(Writes.Replacing(undeclared) with { DeclaredBy = null });

        (await OpenAsync()).Declared.Keys.Should().BeEquivalentTo("declared", "paused");
    }

    [Test]
    public async Task Opening_changes_no_schedule()
    {
        var saved = await SaveDueAsync("a");

        await OpenAsync((Writes.Job, "1"));
        await OpenAsync((Writes.Job, "2"));

        (await ReadAsync("a")).Should().BeEquivalentTo(saved);
    }

    private async Task RememberAsync(string job, string fingerprint)
    {
        await Store.RememberFingerprintAsync(job, fingerprint, isRebuilt: false, CancellationToken.None);
        await Store.RememberFingerprintAsync(job, fingerprint, isRebuilt: true, CancellationToken.None);
    }

    private async Task<StoreOpening> OpenAsync(params (string Job, string Fingerprint)[] jobs) =>
        (await Store.OpenAsync(jobs.ToDictionary(job => job.Job, job => job.Fingerprint), CancellationToken.None)).Value;
}
