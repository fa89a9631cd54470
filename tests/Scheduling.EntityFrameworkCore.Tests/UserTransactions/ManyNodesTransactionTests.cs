using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.InMemory;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Tests.UserTransactions;

public sealed class ManyNodesTransactionTests
{
    [Test]
    public async Task Who_dies_between_the_commit_and_the_word_of_it_strands_nothing()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        InMemoryEventBus bus = new();
        Handler onDying = new(), onOther = new();
        DyingBus dying = new(bus);
        await using var writer = await database.Host(onDying, dying).StartAsync();
        await using var other = await database.Host(onOther, bus).StartAsync();
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var definition = DatabaseHost.Once("a", TimeSpan.FromSeconds(1));
        await writer.Scheduler.Using(db).SaveAsync(definition);

        // From here on nobody hears of the writer, which holds its own wake-up back too.
        dying.IsDead = true;
        await transaction.CommitAsync();
        await writer.StopAsync();

        var run = await onOther.NextAsync();
        run.Occurrence.Should().BeCloseTo(definition.Recurrence.At!.Value, TimeSpan.FromMilliseconds(1));
        (run.StartedAt - run.Occurrence).Should().BeLessThan(TimeSpan.FromSeconds(5));
        onDying.Started.Should().BeEmpty();
    }

    [Test]
    public async Task A_slow_transaction_holds_up_no_schedule_but_its_own()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        Handler handler = new();
        await using var host = await database.Host(handler).StartAsync();
        await host.Scheduler.SaveAsync([DatabaseHost.Once("held", TimeSpan.FromMilliseconds(500)), DatabaseHost.Once("free", TimeSpan.FromMilliseconds(500))]);
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await host.Scheduler.Using(db).PauseAsync("held");

        (await handler.NextAsync()).ScheduleId.Should().Be("free");
        await host.Scheduler.SaveAsync(DatabaseHost.Once("later", TimeSpan.FromMilliseconds(500)));
        (await handler.NextAsync()).ScheduleId.Should().Be("later");
        await transaction.RollbackAsync();

        (await handler.NextAsync()).ScheduleId.Should().Be("held");
    }

    [Test]
    public async Task Deletes_and_claims_that_meet_leave_no_run_behind()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        Handler handler = new();
        InMemoryEventBus bus = new();
        await using var one = await database.Host(handler, bus).StartAsync();
        await using var two = await database.Host(handler, bus).StartAsync();
        HashSet<string> deleted = [];
        List<string> startedLate = [];
        handler.Body = (run, _) =>
        {
            lock (deleted)
            {
                if (deleted.Contains(run.ScheduleId))
                {
                    startedLate.Add(run.ScheduleId);
                }
            }

            return Task.CompletedTask;
        };
        ScheduleDefinition[] definitions = [.. Enumerable.Range(0, 200).Select(i => DatabaseHost.Once($"{i}", TimeSpan.FromMilliseconds(1000 + (i * 5))))];
        await one.Scheduler.SaveAsync(definitions);

        await Parallel.ForEachAsync(definitions, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (definition, token) =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            var pending = await two.Scheduler.Using(db).DeleteAsync(definition.Id, token);
            await transaction.CommitAsync(token);
            await pending.Confirmation;
            lock (deleted)
            {
                deleted.Add(definition.Id);
            }
        });

        await one.Scheduler.SaveAsync(DatabaseHost.Once("last", TimeSpan.FromSeconds(1)));
        while ((await handler.NextAsync()).ScheduleId != "last")
        {
        }

        startedLate.Should().BeEmpty();
    }
}
