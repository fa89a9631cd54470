using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Triggering;

/// <summary>Runs that are asked for by hand.</summary>
internal sealed class TriggerTests
{
    private static readonly Recurrence s_daily = Recurrence.Cron("0 12 * * *");

    [Test]
    public async Task A_run_starts_at_once_and_the_schedule_sleeps_on()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        var saved = await cluster.SaveAsync(host, "s", s_daily);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(7));

        var triggered = await cluster.FinishAsync(host.Scheduler.TriggerAsync("s"));
        await cluster.SettleAsync();

        triggered.Verdict.Should().Be(TriggerVerdict.Accepted);
        var start = cluster.Probe.Starts.Should().ContainSingle().Which;
        (start.Node, start.At, start.Run.RunId, start.Run.Occurrence, start.Run.Attempt, start.Run.Cause).Should()
            .Be(("a", cluster.Now, triggered.RunId, cluster.Now, 1, RunCause.Triggered));
        var after = (await host.Scheduler.GetAsync("s"))!;
        (after.Version, after.NextDue, after.Counts.Succeeded).Should().Be((saved.Version, saved.NextDue, 1));
    }

    [Test]
    public async Task A_host_that_lacks_the_job_has_it_run_elsewhere_without_delay()
    {
        await using var office = new Office();
        var api = await office.ApiAsync();
        await office.WorkerAsync("worker-1");
        await office.WorkerAsync("worker-2");
        await office.SaveAsync(api, "s", EngineHost.Start.AddDays(1));

        await office.Cluster.FinishAsync(api.Scheduler.TriggerAsync("s"));
        await office.Cluster.SettleAsync();

        office.Probe.Starts.Should().ContainSingle().Which.At.Should().Be(EngineHost.Start);
        office.Store.Count("rescue").Should().Be(1, "the workers settle among themselves whose it is");
    }

    [Test]
    public async Task A_key_makes_one_run_however_often_it_is_asked_for()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var other = await cluster.AddAsync("b");
        await cluster.SaveAsync(host, "s", s_daily);
        TriggerOptions options = new() { IdempotencyKey = "order-17" };

        var first = await cluster.FinishAsync(host.Scheduler.TriggerAsync("s", options));
        var second = await cluster.FinishAsync(other.Scheduler.TriggerAsync("s", options));
        await cluster.SettleAsync();
        var third = await cluster.FinishAsync(host.Scheduler.TriggerAsync("s", options));
        await cluster.SettleAsync();

        (second, third).Should().Be((new(first.RunId, TriggerVerdict.Known), new(first.RunId, TriggerVerdict.Known)));
        cluster.Probe.Starts.Should().ContainSingle();
    }

    [Test]
    public async Task A_paused_schedule_runs_by_hand_and_stays_paused()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s");
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s"));

        await cluster.FinishAsync(host.Scheduler.TriggerAsync("s"));
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Starts.Should().ContainSingle();
        (await host.Scheduler.GetAsync("s"))!.State.Should().Be(ScheduleState.Paused);
    }

    [Test]
    public async Task A_run_that_fails_is_tried_again_like_any()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(3));
        await cluster.SaveAsync(host, "s", s_daily);
        cluster.Probe.Body = start => start.Sequence == 1 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;

        await cluster.FinishAsync(host.Scheduler.TriggerAsync("s"));
        await cluster.GoOnAsync(TimeSpan.FromHours(1));

        cluster.Probe.Attempts.Select(attempt => attempt.Attempt).Should().Equal(1, 2);
    }

    [Test]
    public async Task A_run_that_is_asked_for_is_taken_up_by_others_when_its_node_vanishes()
    {
        await using var cluster = new Cluster();
        var lost = await cluster.AddAsync("lost");
        await cluster.AddAsync("heir");
        await cluster.SaveAsync(lost, "s", s_daily);
        cluster.Store.Before = operation =>
        {
            if (operation == "rescue")
            {
                cluster.Silence(lost);
                cluster.Store.Before = static _ => Task.CompletedTask;
                throw new TimeoutException("Gone.");
            }

            return Task.CompletedTask;
        };

        await cluster.FinishAsync(lost.Scheduler.TriggerAsync("s"));
        await cluster.GoOnAsync(TimeSpan.FromSeconds(5));

        cluster.Probe.Starts.Should().ContainSingle().Which.Node.Should().Be("heir");
        cluster.LetGo = () => cluster.Revive(lost);
    }

    // Whoever lost the answer knows nothing of the run that was made, and whoever asks again makes none.
    [Test]
    public async Task A_run_whose_maker_heard_no_answer_starts_when_it_is_asked_for_again()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var other = await cluster.AddAsync("b");
        await cluster.SaveAsync(host, "s", s_daily);
        TriggerOptions options = new() { IdempotencyKey = "order-17" };
        cluster.Store.Before = static operation => operation == "due" ? throw new TimeoutException("Out of reach.") : Task.CompletedTask;
        await LoseTheAnswerAsync(cluster, () => host.Scheduler.TriggerAsync("s", options));
        cluster.Probe.Starts.Should().BeEmpty();

        var again = await cluster.FinishAsync(other.Scheduler.TriggerAsync("s", options));
        await cluster.SettleAsync();

        again.Verdict.Should().Be(TriggerVerdict.Known);
        cluster.Probe.Starts.Should().ContainSingle().Which.Run.RunId.Should().Be(again.RunId);
    }

    [Test]
    public async Task A_run_whose_maker_heard_no_answer_is_found_if_nobody_asks_again()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        await cluster.SaveAsync(host, "s", s_daily);
        await LoseTheAnswerAsync(cluster, () => host.Scheduler.TriggerAsync("s"));

        cluster.Probe.Starts.Should().ContainSingle().Which.At.Should().Be(cluster.Now);
    }

    private static async Task LoseTheAnswerAsync(Cluster cluster, Func<Task> call)
    {
        cluster.Store.After = static operation => operation == "trigger" ? throw new TimeoutException("Lost.") : Task.CompletedTask;
        var calling = call();
        await FluentActions.Awaiting(() => cluster.FinishAsync(calling)).Should().ThrowAsync<TimeoutException>();
        cluster.Store.After = static _ => Task.CompletedTask;
        await cluster.SettleAsync();
    }

    [Test]
    public async Task Occurrences_of_the_past_run_in_their_order_one_after_the_other()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        await cluster.SaveAsync(host, "s", s_daily);
        await cluster.GoOnAsync(TimeSpan.FromHours(1));
        var running = 0;
        cluster.Probe.Body = _ =>
        {
            Interlocked.Increment(ref running).Should().Be(1);
            Interlocked.Decrement(ref running);
            return Task.CompletedTask;
        };
        var noon = EngineHost.Start.AddHours(12);

        var result = await cluster.FinishAsync(host.Scheduler.BackfillAsync("s", noon.AddDays(-5), noon.AddDays(-1)));
        await cluster.SettleAsync();

        result.Should().Be(new BackfillResult(1, 4, 0, 0));
        cluster.Probe.Starts.Select(start => (start.Run.Occurrence, start.Run.Cause)).Should()
            .Equal(Enumerable.Range(1, 5).Select(day => (noon.AddDays(day - 6), RunCause.Backfilled)));
        (await host.Scheduler.GetAsync("s"))!.NextDue.Should().Be(noon);
    }

    [Test]
    public async Task A_backfill_with_a_key_is_done_once()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s", s_daily);
        BackfillOptions options = new() { IdempotencyKey = "january", Overlap = OverlapPolicy.AllowAll };
        var (from, to) = (EngineHost.Start.AddDays(-4), EngineHost.Start);

        (await cluster.FinishAsync(host.Scheduler.BackfillAsync("s", from, to.AddDays(-1), options))).Should().Be(new BackfillResult(3, 0, 0, 0));
        (await cluster.FinishAsync(host.Scheduler.BackfillAsync("s", from, to, options))).Should().Be(new BackfillResult(1, 0, 0, 3));
        await cluster.SettleAsync();

        cluster.Probe.Starts.Should().HaveCount(4);
    }

    [Test]
    public async Task What_can_not_be_run_is_refused_with_the_fact_and_the_mend()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s");
        var (from, to) = (EngineHost.Start.AddDays(-1), EngineHost.Start.AddMinutes(-1));

        await Refused<ScheduleNotFoundException>(() => host.Scheduler.TriggerAsync("nobody"), "*no schedule 'nobody'*Save it first*");
        await Refused<ArgumentException>(() => host.Scheduler.TriggerAsync(""), "*id is empty*");
        await Refused<ArgumentException>(() => host.Scheduler.TriggerAsync("s", new() { IdempotencyKey = "" }), "*0 characters*1 to 200*");
        await Refused<ArgumentException>(() => host.Scheduler.TriggerAsync("s", new() { Overlap = (OverlapPolicy)99 }), "*99 does not exist*");
        await Refused<ArgumentException>(() => host.Scheduler.BackfillAsync("s", to, from), "*before it begins*Exchange*");
        await Refused<ArgumentException>(() => host.Scheduler.BackfillAsync("s", from, EngineHost.Start.AddDays(1)), "*end the backfill now or before*");
        await Refused<ArgumentException>(() => host.Scheduler.BackfillAsync("s", from, to), "*more than 1,000 occurrences*in parts*");
        await Refused<ScheduleNotFoundException>(() => host.Scheduler.BackfillAsync("nobody", from, to), "*no schedule 'nobody'*");
        (await host.ListRunsAsync()).Should().BeEmpty();

        static async Task Refused<T>(Func<Task> call, string message)
            where T : Exception => await call.Should().ThrowAsync<T>().WithMessage(message);
    }
}
