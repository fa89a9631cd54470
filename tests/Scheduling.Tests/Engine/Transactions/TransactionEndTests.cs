using System.Runtime.CompilerServices;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Saving;

namespace Scheduling.Tests.Engine.Transactions;

internal sealed class TransactionEndTests
{
    [Test]
    public async Task What_follows_is_done_in_order_also_behind_what_fails()
    {
        var transaction = new FakeTransaction();
        var end = new TransactionEnd(transaction);
        var done = new List<int>();
        var first = new TaskCompletionSource();
        var one = end.AfterCommit(async _ =>
        {
            await first.Task;
            done.Add(1);
            return 1;
        });
        var two = end.AfterCommit<int>(_ => throw new IOException("two"));
        transaction.Commit();
        var three = end.AfterCommit(_ =>
        {
            done.Add(3);
            return Task.FromResult(3);
        });
        done.Should().BeEmpty();

        first.SetResult();

        (await one, await three).Should().Be((1, 3));
        done.Should().Equal(1, 3);
        await FluentActions.Awaiting(() => two).Should().ThrowAsync<IOException>();
    }

    [Test]
    public async Task A_failure_that_nobody_asks_for_is_not_reported_as_unnoticed()
    {
        var message = Guid.NewGuid().ToString();
        var unnoticed = false;
        EventHandler<UnobservedTaskExceptionEventArgs> notice = (_, e) => unnoticed |= e.Exception.ToString().Contains(message, StringComparison.Ordinal);
        TaskScheduler.UnobservedTaskException += notice;
        await FailAsync(message);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= notice;
        unnoticed.Should().BeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> FailAsync(string message)
    {
        var transaction = new FakeTransaction();
        var end = new TransactionEnd(transaction);
        _ = end.AfterCommit<int>(_ => throw new IOException(message));
        transaction.Commit();
        return end.AfterCommit(_ => Task.FromResult(0));
    }
}
