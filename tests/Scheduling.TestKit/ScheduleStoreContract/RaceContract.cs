using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>That operations are atomic, whoever else is at work.</summary>
public abstract class RaceContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    private const int Nodes = 6;
    private const int Schedules = 60;

    [Test]
    public async Task Each_occurrence_is_claimed_by_exactly_one_node()
    {
        var rows = await SaveAllDueAsync();

        var results = await AtOnceAsync(Nodes, async node =>
        {
            List<ClaimResult> own = [];
            foreach (var batch in Shuffled(rows, node).Chunk(7))
            {
                own.AddRange((await Store.ClaimAsync([.. batch.Select(Claims.Of)], new($"node-{node}#1", Lease), CancellationToken.None)).Value);
            }

            return own;
        });

        var won = results.SelectMany(own => own).Where(result => result.Verdict == ClaimVerdict.Claimed).Select(result => result.Run!).ToList();
        won.Select(run => run.ScheduleId).Should().BeEquivalentTo(rows.Select(row => row.Id));
        won.Select(run => run.Fence).Should().OnlyHaveUniqueItems();
        results.SelectMany(own => own).Where(result => result.Verdict == ClaimVerdict.SkippedOverlap).Should().BeEmpty();
    }

    [Test]
    public async Task A_claim_either_comes_before_a_delete_which_tells_of_it_or_is_refused()
    {
        var rows = await SaveAllDueAsync();

        foreach (var row in rows)
        {
            var claim = Claims.Of(row);
            ClaimResult claimed = null!;
            StopResult stopped = null!;
            await AtOnceAsync(2, async i =>
            {
                if (i == 0)
                {
                    claimed = await Store.ClaimAsync(claim, Holder);
                }
                else
                {
                    stopped = await Store.DeleteAsync(row.Id);
                }

                return true;
            });

            stopped.Schedules.Should().ContainSingle();
            Guid[] told = claimed.Verdict == ClaimVerdict.Claimed ? [claim.RunId] : [];
            stopped.Claimed.Select(run => run.Id).Should().Equal(told);
            (await Store.ClaimAsync(Claims.Of(row), Other)).Verdict.Should().Be(ClaimVerdict.Refused);
        }
    }

    [Test]
    public async Task After_a_delete_of_all_has_returned_no_claim_succeeds()
    {
        var rows = await SaveAllDueAsync();
        var stopped = false;

        var tooLate = await AtOnceAsync(Nodes, async node =>
        {
            if (node == 0)
            {
                await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = ScheduleFilter.All });
                Volatile.Write(ref stopped, true);
                return 0;
            }

            var late = 0;
            foreach (var row in Shuffled(rows, node))
            {
                var isLate = Volatile.Read(ref stopped);
                var result = await Store.ClaimAsync(Claims.Of(row), new($"node-{node}#1", Lease));
                late += isLate && result.Verdict != ClaimVerdict.Refused ? 1 : 0;
            }

            return late;
        });

        tooLate.Should().AllBeEquivalentTo(0);
        var afterwards = (await Store.ClaimAsync([.. rows.Select(Claims.Of)], Holder, CancellationToken.None)).Value;
        afterwards.Select(result => result.Verdict).Should().AllBeEquivalentTo(ClaimVerdict.Refused);
    }

    [Test]
    public async Task Of_several_writers_that_replace_one_version_exactly_one_succeeds()
    {
        foreach (var row in (await SaveAllDueAsync()).Take(20))
        {
            var results = await AtOnceAsync(Nodes, i => Store.SaveAsync(Writes.Replacing(row) with { Payload = $"{i}" }));

            var winner = results.Should().ContainSingle(result => result.Written).Subject.Present!;
            results.Select(result => result.Present!.Version).Should().AllBeEquivalentTo(winner.Version);
            (await ReadAsync(row.Id)).Definition.Payload.Should().Be(winner.Definition.Payload);
        }
    }

    [Test]
    public async Task Of_several_writers_that_create_one_schedule_exactly_one_succeeds()
    {
        for (var n = 0; n < 20; n++)
        {
            var results = await AtOnceAsync(Nodes, i => Store.SaveAsync(Writes.Schedule($"s-{n}", null) with { Payload = $"{i}" }));

            results.Should().ContainSingle(result => result.Written);
        }
    }

    [Test]
    public async Task Of_several_nodes_that_rescue_one_attempt_exactly_one_succeeds()
    {
        var run = await SaveWaitingAsync("a", TimeSpan.Zero);

        for (var attempt = 1; attempt <= 20; attempt++)
        {
            var results = await AtOnceAsync(Nodes, i => Store.RescueAsync(new(run.Id, attempt), new($"node-{i}#1", Lease)));

            results.Should().ContainSingle(result => result.Verdict == RescueVerdict.Rescued);
            await Store.FinishAsync(new(run.Id, attempt + 1, RunState.Waiting));
        }
    }

    [Test]
    public async Task No_outcome_is_lost_when_many_are_counted_at_once()
    {
        await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        List<StoredRun> runs = [];
        for (var i = 0; i < Nodes * 10; i++)
        {
            runs.Add(await ClaimAsync(Claims.Of(await ReadAsync("a"))));
        }

        await AtOnceAsync(Nodes, async node =>
        {
            foreach (var run in runs.Skip(node * 10).Take(10))
            {
                await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));
            }

            return true;
        });

        (await ReadAsync("a")).Counts.Succeeded.Should().Be(runs.Count);
    }

    private async Task<IReadOnlyList<StoredSchedule>> SaveAllDueAsync()
    {
        var due = await StoreNowAsync() - Step;
        var saved = await Store.SaveAsync([.. Enumerable.Range(0, Schedules).Select(i => Writes.Schedule($"{i:00}", due))], CancellationToken.None);
        return [.. saved.Value.Select(result => result.Present!)];
    }

    private static List<T> Shuffled<T>(IEnumerable<T> items, int seed)
    {
        Random random = new(seed);
        return items.OrderBy(_ => random.Next()).ToList();
    }

    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> act)
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await gate.Task;
            return await act(i);
        })).ToList();
        gate.SetResult();
        return await Task.WhenAll(tasks);
    }
}
