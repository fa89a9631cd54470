using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How a store keeps apart what hosts save that have different rules for a job.</summary>
public abstract class OtherRulesContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    private const string Old = "1111";
    private const string New = "2222";

    [Test]
    public async Task What_is_saved_by_the_jobs_rules_is_not_marked()
    {
        await OpenAsync(New);

        var saved = await SaveByAsync("a", New);
        var replaced = await SaveAsync(Writes.Replacing(saved) with { CancelKeys = ["k"], Rules = New });

        saved.Definition.CancelKeys.Should().Equal(Writes.CancelKey("a"));
        replaced.Definition.CancelKeys.Should().Equal("k");
        (await OpenAsync(New)).Strays.Should().BeEmpty();
    }

    [Test]
    public async Task What_is_saved_without_a_word_of_rules_is_not_marked()
    {
        await OpenAsync(New);

        await SaveInAsync("a", Step);

        (await OpenAsync(New)).Strays.Should().BeEmpty();
    }

    [Test]
    public async Task What_is_created_by_other_rules_is_told_to_whoever_opens_until_its_keys_are_replaced()
    {
        await OpenAsync(New);

        var saved = await SaveByAsync("a", Old);

        saved.Definition.CancelKeys.Should().BeEquivalentTo(Writes.CancelKey("a"), OtherRules.KeyOf(Writes.Job));
        (await ReadAsync("a")).Should().BeEquivalentTo(saved);
        (await OpenAsync(New)).Strays.Should().ContainSingle().Which.Should().BeEquivalentTo(saved);
        (await OpenAsync(Old)).Strays.Should().ContainSingle("it is told to everybody");
        (await ReplaceAsync(saved, New)).Should().Be(1);
        (await OpenAsync(New)).Strays.Should().BeEmpty();
        (await ReadAsync("a")).Definition.CancelKeys.Should().Equal("replaced");
    }

    [Test]
    public async Task What_is_replaced_by_other_rules_is_marked_and_by_the_jobs_rules_is_not_any_more()
    {
        await OpenAsync(New);
        var saved = await SaveByAsync("a", New);

        saved = await SaveAsync(Writes.Replacing(saved) with { Rules = Old });
        (await OpenAsync(New)).Strays.Select(stray => stray.Id).Should().Equal("a");
        saved = await SaveAsync(Writes.Replacing(saved) with { Name = "again", CancelKeys = [Writes.CancelKey("a")], Rules = Old });
        (await OpenAsync(New)).Strays.Select(stray => stray.Id).Should().Equal("a");

        await SaveAsync(Writes.Replacing(saved) with { CancelKeys = ["k"], Rules = New });
        (await OpenAsync(New)).Strays.Should().BeEmpty();
    }

    [Test]
    public async Task A_refused_save_marks_nothing()
    {
        await OpenAsync(New);
        var saved = await SaveByAsync("a", New);

        var refused = await Store.SaveAsync(Writes.Schedule("a", saved.NextDue) with { Rules = Old });

        refused.Written.Should().BeFalse();
        (await OpenAsync(New)).Strays.Should().BeEmpty();
    }

    [Test]
    public async Task A_job_that_nobody_has_opened_has_no_rules_that_a_save_could_go_by()
    {
        await SaveByAsync("a", New);

        (await OpenAsync(New)).Strays.Select(stray => stray.Id).Should().Equal("a");
    }

    [Test]
    public async Task From_the_beginning_of_a_rebuild_its_rules_are_the_jobs()
    {
        await OpenAsync(Old);
        await RememberAsync(New, isRebuilt: false);

        await SaveByAsync("old", Old);
        await SaveByAsync("new", New);

        (await OpenAsync(New)).Strays.Select(stray => stray.Id).Should().Equal("old");
    }

    [Test]
    public async Task Nobody_replaces_keys_by_other_rules_than_the_jobs()
    {
        await OpenAsync(Old);
        var saved = await SaveByAsync("a", Old);
        await RememberAsync(New, isRebuilt: false);

        (await ReplaceAsync(saved, Old)).Should().Be(0);
        (await ReplaceAsync(saved, New)).Should().Be(1);
        await RememberAsync(New, isRebuilt: true);

        (await ReplaceAsync(saved, Old)).Should().Be(0);
        (await ReplaceAsync(saved, New)).Should().Be(1);
    }

    [Test]
    public async Task Each_job_of_a_batch_goes_by_its_own_rules()
    {
        await Store.OpenAsync(new Dictionary<string, string> { ["one"] = New, ["two"] = New }, CancellationToken.None);
        var due = await StoreNowAsync() + Step;
        ScheduleWrite[] writes =
        [
            Writes.Schedule("a", due) with { Job = "one", Rules = New }, Writes.Schedule("b", due) with { Job = "two", Rules = Old },
            Writes.Schedule("c", due) with { Job = "one", Rules = Old }, Writes.Schedule("d", due) with { Job = "two" },
        ];

        var saved = (await Store.SaveAsync(writes, CancellationToken.None)).Value;

        saved.Select(result => result.Present!.Definition.CancelKeys.Contains(OtherRules.KeyOf(result.Present.Definition.Job))).Should()
            .Equal(false, true, true, false);
        (await StraysAsync("one")).Should().Equal("c");
        (await StraysAsync("two")).Should().Equal("b");
        (await StraysAsync("one", "two")).Should().BeEquivalentTo("b", "c");
        CancelKeysWrite[] keys = [.. saved.Select(result => new CancelKeysWrite(result.Present!.Id, result.Present.Version, []) { Rules = result.Present.Id == "c" ? Old : New })];
        (await Store.ReplaceCancelKeysAsync(keys, CancellationToken.None)).Value.Should().Be(3);
        (await StraysAsync("one", "two")).Should().Equal("c");
    }

    [Test]
    public async Task Jobs_with_the_longest_names_are_told_apart()
    {
        var job = new string('j', 199);
        var (one, two) = (job + '1', job + '2');
        await Store.OpenAsync(new Dictionary<string, string> { [one] = New, [two] = New }, CancellationToken.None);
        await SaveInAsync("a", Step, write => write with { Job = one, Rules = Old });

        (await StraysAsync(one)).Should().Equal("a");
        (await StraysAsync(two)).Should().BeEmpty();
    }

    [Test]
    public async Task More_than_are_told_at_once_are_told_one_part_after_the_other()
    {
        await OpenAsync(New);
        var due = await StoreNowAsync() + (100 * Step);
        await Store.SaveAsync([.. Enumerable.Range(0, StoreOpening.MostStrays + 1).Select(i => Writes.Schedule($"{i}", due) with { Rules = Old })], CancellationToken.None);

        var first = (await OpenAsync(New)).Strays;
        first.Should().HaveCount(StoreOpening.MostStrays);
        await Store.ReplaceCancelKeysAsync([.. first.Select(stray => new CancelKeysWrite(stray.Id, stray.Version, []) { Rules = New })], CancellationToken.None);

        (await OpenAsync(New)).Strays.Should().ContainSingle();
    }

    [Test]
    public async Task A_mark_goes_with_its_schedule()
    {
        await OpenAsync(New);
        await SaveByAsync("a", Old);

        await Store.DeleteAsync("a");

        (await OpenAsync(New)).Strays.Should().BeEmpty();
    }

    [Test]
    public async Task Whoever_saves_while_other_rules_become_the_jobs_is_either_marked_or_seen_by_the_rebuild()
    {
        await OpenAsync(Old);
        for (var round = 0; round < 20; round++)
        {
            var (rules, others) = round % 2 == 0 ? (New, Old) : (Old, New);
            var saving = Enumerable.Range(0, 8).Select(i => Task.Run(() => SaveByAsync($"{round}-{i}", others))).ToArray();
            await RememberAsync(rules, isRebuilt: false);
            var seen = await Store.ListIdsAsync(new() { Job = Writes.Job }, null, int.MaxValue);
            await RememberAsync(rules, isRebuilt: true);
            await Task.WhenAll(saving);

            var strays = (await OpenAsync(rules)).Strays.Select(stray => stray.Id);
            seen.Concat(strays).Should().Contain(Enumerable.Range(0, 8).Select(i => $"{round}-{i}"));
        }
    }

    private Task<StoredSchedule> SaveByAsync(string id, string rules) => SaveInAsync(id, Step, write => write with { Rules = rules });

    private async Task<int> ReplaceAsync(StoredSchedule row, string rules) => (await Store.ReplaceCancelKeysAsync(
        [new(row.Id, row.Version, ["replaced"]) { Rules = rules }], CancellationToken.None)).Value;

    private async Task RememberAsync(string rules, bool isRebuilt) => await Store.RememberFingerprintAsync(Writes.Job, rules, isRebuilt, CancellationToken.None);

    private async Task<StoreOpening> OpenAsync(string rules) =>
        (await Store.OpenAsync(new Dictionary<string, string> { [Writes.Job] = rules }, CancellationToken.None)).Value;

    private async Task<IEnumerable<string>> StraysAsync(params string[] jobs) =>
        (await Store.OpenAsync(jobs.ToDictionary(job => job, _ => New), CancellationToken.None)).Value.Strays.Select(stray => stray.Id);
}
