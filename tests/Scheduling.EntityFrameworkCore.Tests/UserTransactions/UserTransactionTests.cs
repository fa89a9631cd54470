using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Tests.UserTransactions;

[TestFixture(true)]
[TestFixture(false)]
public sealed class UserTransactionTests(bool isPostgres)
{
    private Handler _handler = null!;
    private AppDatabase _database = null!;
    private DatabaseHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _handler = new();
        _database = await AppDatabase.CreateAsync(isPostgres);
        _host = await _database.Host(_handler).StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task What_is_committed_is_there_with_the_users_own_data_and_fires()
    {
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Workflows.Add(new() { Id = "w" });
            await db.SaveChangesAsync();
            await _host.Scheduler.Using(db).SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(300)) with { Group = "w" });
            (await _host.Scheduler.Using(db).GetAsync("a")).Should().NotBeNull();
            await transaction.CommitAsync();
        }

        (await _host.Scheduler.GetAsync("a")).Should().NotBeNull();
        (await _handler.NextAsync()).ScheduleId.Should().Be("a");
    }

    [Test]
    public async Task What_is_rolled_back_never_was()
    {
        await SaveWithWorkflowAsync("kept");
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await _host.Scheduler.Using(db).SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(100)));
            var pending = await _host.Scheduler.Using(db).DeleteAsync("kept");
            pending.Schedules.Should().Be(1);
            await transaction.RollbackAsync();
            await pending.Invoking(p => p.Confirmation).Should().ThrowAsync<OperationCanceledException>();
        }

        (await _host.Scheduler.GetAsync("a")).Should().BeNull();
        (await _host.Scheduler.GetAsync("kept"))!.State.Should().Be(ScheduleState.Active);

        // Its time comes by, and a later one: only that one runs.
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("later", TimeSpan.FromMilliseconds(400)));
        (await _handler.NextAsync()).ScheduleId.Should().Be("later");
        _handler.Started.Should().ContainSingle();
    }

    [Test]
    public async Task A_transaction_that_is_disposed_without_a_commit_is_rolled_back()
    {
        Task<CancelResult> confirmation;
        await SaveWithWorkflowAsync("kept");
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            confirmation = (await _host.Scheduler.Using(db).DeleteAsync(new ScheduleFilter { Group = "w" })).Confirmation;
        }

        await FluentActions.Awaiting(() => confirmation).Should().ThrowAsync<OperationCanceledException>();
        (await _host.Scheduler.GetAsync("kept")).Should().NotBeNull();
    }

    [Test]
    public async Task A_delete_that_is_committed_cancels_the_handler_that_runs_and_confirms_it()
    {
        var cancelled = await RunAsync("running");
        await using var db = _database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();

        var pending = await _host.Scheduler.Using(db).DeleteAsync(new ScheduleFilter { Group = "w" });
        await db.Workflows.ExecuteDeleteAsync();
        pending.Schedules.Should().Be(1);
        cancelled.Task.IsCompleted.Should().BeFalse();
        await transaction.CommitAsync();

        (await pending.Confirmation).Should().Be(new CancelResult(1, 0, 0, 1));
        await cancelled.Task;
        (await _host.Scheduler.GetAsync("running")).Should().BeNull();
    }

    [Test]
    public async Task Pause_resume_and_events_take_part_too()
    {
        await SaveWithWorkflowAsync("a");
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var pending = await _host.Scheduler.Using(db).PauseAsync("a", "held");
            await transaction.CommitAsync();
            (await pending.Confirmation).Should().Be(new CancelResult(1, 1, 0, 0));
        }

        (await _host.Scheduler.GetAsync("a"))!.Should().Match<Schedule>(schedule => schedule.State == ScheduleState.Paused && schedule.Note == "held");
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await _host.Scheduler.Using(db).ResumeAsync("a")).Should().BeTrue();
            await transaction.CommitAsync();
        }

        (await _host.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Active);
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var pending = await _host.Scheduler.Using(db).SendAsync("schedule/cancel", new { scheduleId = "a" });
            await transaction.CommitAsync();
            (await pending.Confirmation).Schedules.Should().Be(1);
        }

        (await _host.Scheduler.GetAsync("a")).Should().BeNull();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Schedules_that_go_by_cascade_or_by_a_statement_of_the_users_leave_nothing_that_runs(bool byCascade)
    {
        await SaveWithWorkflowAsync("asleep", TimeSpan.FromMilliseconds(700));
        var cancelled = await RunAsync("running");

        await using (var db = _database.Open())
        {
            _ = byCascade
                ? await db.Workflows.ExecuteDeleteAsync()
                : await db.Set<EntityFrameworkCore.Model.ScheduleEntity>().Where(schedule => schedule.Group == "w").ExecuteDeleteAsync();
            (await db.Set<EntityFrameworkCore.Model.CancelKeyEntity>().CountAsync()).Should().Be(0);
        }

        // At the next renewal of its lease the handler hears of it.
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("later", TimeSpan.FromMilliseconds(800)));
        (await _handler.NextAsync()).ScheduleId.Should().Be("later");
        _handler.Started.Select(run => run.ScheduleId).Should().Equal("running", "later");
    }

    [Test]
    public async Task Without_a_transaction_the_mend_is_told()
    {
        await using var db = _database.Open();

        _host.Scheduler.Invoking(scheduler => scheduler.Using(db)).Should().Throw<InvalidOperationException>().WithMessage("*BeginTransactionAsync*");
    }

    [Test]
    public async Task What_a_return_to_a_savepoint_has_undone_is_not_told()
    {
        await SaveWithWorkflowAsync("kept");
        await using var db = _database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await transaction.CreateSavepointAsync("before");
        var pending = await _host.Scheduler.Using(db).DeleteAsync("kept");
        await transaction.RollbackToSavepointAsync("before");
        await transaction.CommitAsync();

        (await pending.Confirmation).Should().Be(CancelResult.None);
        (await _host.Scheduler.GetAsync("kept"))!.State.Should().Be(ScheduleState.Active);
    }

    [Test]
    public async Task What_stands_after_a_SaveChanges_that_failed_and_was_mended_is_told_with_the_commit()
    {
        var cancelled = await RunAsync("running");
        await using var db = _database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var pending = await _host.Scheduler.Using(db).DeleteAsync("running");
        db.Workflows.Add(new() { Id = "w" });
        await db.Awaiting(d => d.SaveChangesAsync()).Should().ThrowAsync<DbUpdateException>();
        db.ChangeTracker.Clear();
        await _host.Scheduler.Using(db).SaveAsync(DatabaseHost.Once("saved", TimeSpan.FromMilliseconds(200)));
        await transaction.CommitAsync();

        (await pending.Confirmation).Should().Be(new CancelResult(1, 0, 0, 1));
        await cancelled.Task;
        (await _handler.NextAsync()).ScheduleId.Should().Be("saved");
    }

    [Test]
    public async Task After_its_end_a_transaction_takes_nothing_more()
    {
        await SaveWithWorkflowAsync("kept");
        await using var db = _database.Open();
        ITransactionalScheduler ended;
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            ended = _host.Scheduler.Using(db);
            await transaction.RollbackAsync();
        }

        await ended.Awaiting(e => e.DeleteAsync("kept")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*has ended*call Using again*");
        await using var next = await db.Database.BeginTransactionAsync();
        await ended.Awaiting(e => e.DeleteAsync("kept")).Should().ThrowAsync<InvalidOperationException>();
        (await _host.Scheduler.Using(db).GetAsync("kept")).Should().NotBeNull();
    }

    [Test]
    public async Task A_transaction_that_two_contexts_share_is_heard_of_whichever_commits_it()
    {
        await SaveWithWorkflowAsync("a");
        await using var one = _database.Open();
        await using var transaction = await one.Database.BeginTransactionAsync();
        await using var two = _database.Open(one.Database.GetDbConnection());
        await two.Database.UseTransactionAsync(transaction.GetDbTransaction());
        var pending = await _host.Scheduler.Using(two).DeleteAsync("a");
        await transaction.CommitAsync();

        (await pending.Confirmation).Should().Be(new CancelResult(1, 1, 0, 0));
    }

    [Test]
    public async Task A_transaction_that_is_committed_behind_its_context_is_found_out()
    {
        await SaveWithWorkflowAsync("a");
        Task<CancelResult> confirmation;
        await using (var db = _database.Open())
        {
            await db.Database.OpenConnectionAsync();
            await using var raw = await db.Database.GetDbConnection().BeginTransactionAsync();
            await db.Database.UseTransactionAsync(raw);
            confirmation = (await _host.Scheduler.Using(db).DeleteAsync("a")).Confirmation;
            await raw.CommitAsync();
        }

        // Found out when a context ends, or another transaction is waited for.
        await using (var db = _database.Open())
        {
            await using var next = await db.Database.BeginTransactionAsync();
            await _host.Scheduler.Using(db).GetAsync("a");
            await next.RollbackAsync();
        }

        (await confirmation.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System)).Schedules.Should().Be(1);
    }

    [Test]
    public async Task A_context_of_another_database_is_refused()
    {
        await using var other = await AppDatabase.CreateAsync(isPostgres);
        await using var db = other.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();

        _host.Scheduler.Invoking(scheduler => scheduler.Using(db)).Should().Throw<InvalidOperationException>().WithMessage("*another database*");
    }

    private async Task SaveWithWorkflowAsync(string id, TimeSpan? dueIn = null)
    {
        await using var db = _database.Open();
        if (await db.Workflows.FindAsync("w") is null)
        {
            db.Workflows.Add(new() { Id = "w" });
            await db.SaveChangesAsync();
        }

        await _host.Scheduler.SaveAsync(DatabaseHost.Once(id, dueIn ?? TimeSpan.FromHours(1)) with { Group = "w" });
    }

    /// <summary>Saves a schedule whose handler waits for its token.</summary>
    private async Task<TaskCompletionSource> RunAsync(string id)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _handler.Body = async (_, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            token.ThrowIfCancellationRequested();
        };
        await SaveWithWorkflowAsync(id, TimeSpan.Zero);
        (await _handler.NextAsync()).ScheduleId.Should().Be(id);
        _handler.Body = (_, _) => Task.CompletedTask;
        return cancelled;
    }
}
