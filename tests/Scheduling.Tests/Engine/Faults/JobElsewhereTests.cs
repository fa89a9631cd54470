using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Schedules;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>A host that saves and stops schedules of a job that only other hosts run.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JobElsewhereTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    private readonly Office _office = new();

    private Cluster Cluster => _office.Cluster;

    private IEnumerable<(string Node, DateTimeOffset At)> Starts => _office.Probe.Starts.Select(start => (start.Node, start.At));

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Test]
    public async Task What_it_saves_runs_on_a_worker_at_its_time_with_its_payload()
    {
        var api = await _office.ApiAsync();
        await _office.WorkerAsync("worker");

        await _office.SaveAsync(api, "a", s_due, customer: 42);
        var stored = (await Cluster.FinishAsync(api.Store.GetAsync(["a"], CancellationToken.None))).Value.Single();
        await Cluster.GoToAsync(s_due.AddSeconds(30));

        stored.Definition.Payload.Should().Be("""{"customerId":42,"text":null}""");
        stored.Definition.CancelKeys.Should().ContainSingle();
        Starts.Should().Equal(("worker", s_due));
        _office.Store.Count("claim").Should().Be(1);
    }

    [Test]
    public async Task Of_two_workers_that_have_heard_each_other_run_the_job_one_alone_claims()
    {
        var api = await _office.ApiAsync();
        var workers = new[] { await _office.WorkerAsync("worker-1"), await _office.WorkerAsync("worker-2") };
        foreach (var worker in workers)
        {
            await _office.SaveAsync(worker, $"of {worker.Shell.NodeId}", s_due);
        }

        for (var i = 0; i < 24; i++)
        {
            await _office.SaveAsync(api, $"{i}", s_due.AddSeconds(1 + i));
        }

        await Cluster.GoToAsync(s_due.AddSeconds(30));

        Starts.Skip(2).Select(start => start.At).Should().Equal(Enumerable.Range(1, 24).Select(i => s_due.AddSeconds(i)), "nobody waits for the other");
        Starts.Skip(2).Select(start => start.Node).Distinct().Should().HaveCount(2, "they share what nobody owns");
        _office.Store.Count("claim").Should().Be(2 + 24);
    }

    [Test]
    public async Task An_event_that_it_sends_and_a_delete_reach_the_handlers([Values] bool isEvent)
    {
        var api = await _office.ApiAsync();
        await _office.WorkerAsync("worker");
        await _office.SaveAsync(api, "a", s_due, customer: 7);
        await _office.SaveAsync(api, "other", s_due, customer: 8);
        _office.Probe.Body = start => _office.Probe.WaitAsync(start);
        await Cluster.GoToAsync(s_due);

        var stopped = await Cluster.FinishAsync(isEvent ? api.Scheduler.SendAsync(Office.Closed, new Reminder(7)) : api.Scheduler.DeleteAsync("a"));

        stopped.SignalledRunning.Should().Be(1);
        _office.Probe.Starts.Where(start => start.Token.IsCancellationRequested).Select(start => start.Run.ScheduleId).Should().Equal("a");
    }

    [Test]
    public async Task What_it_pauses_and_resumes_runs_on_a_worker_at_its_time()
    {
        var api = await _office.ApiAsync();
        await _office.WorkerAsync("worker");
        await _office.SaveAsync(api, "a", s_due);
        await Cluster.FinishAsync(api.Scheduler.PauseAsync("a"));
        (await Cluster.FinishAsync(api.Scheduler.ResumeAsync("a"))).Should().BeTrue();

        await Cluster.GoToAsync(s_due.AddSeconds(30));

        Starts.Should().Equal(("worker", s_due));
    }

    [Test]
    public async Task Alone_it_claims_nothing_sets_nothing_aside_and_asks_nothing_and_a_worker_that_comes_later_finds_all()
    {
        var api = await _office.ApiAsync();
        await _office.SaveAsync(api, "a", s_due);
        var calls = _office.Store.Calls.Count;
        await Cluster.GoOnAsync(TimeSpan.FromHours(5));
        _office.Store.Calls.Skip(calls).Should().BeEmpty();
        (await api.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Active);

        await _office.WorkerAsync("worker");
        await Cluster.SettleAsync();

        Starts.Should().ContainSingle().Which.Node.Should().Be("worker");
        _office.Store.Count("set_aside").Should().Be(0);
    }

    [Test]
    public async Task One_that_starts_when_all_is_long_overdue_leaves_it_to_the_workers_too()
    {
        var first = await _office.ApiAsync();
        await _office.SaveAsync(first, "a", s_due);
        await _office.StopAsync(first);
        await Cluster.GoOnAsync(TimeSpan.FromHours(3));
        await _office.ApiAsync("api again");

        await Cluster.GoOnAsync(TimeSpan.FromHours(3));

        (_office.Store.Count("set_aside"), _office.Store.Count("claim")).Should().Be((0, 0));
    }

    [Test]
    public async Task It_claims_and_rescues_nothing_when_the_workers_are_gone()
    {
        var api = await _office.ApiAsync();
        var worker = await _office.WorkerAsync("worker");
        await _office.SaveAsync(api, "running", s_due);
        await _office.SaveAsync(api, "next", s_due.AddMinutes(1));
        _office.Probe.Body = start => _office.Probe.WaitAsync(start);
        await Cluster.GoToAsync(s_due);
        Cluster.Silence(worker);

        await Cluster.GoOnAsync(TimeSpan.FromHours(2));

        (_office.Store.Count("claim"), _office.Store.Count("rescue"), _office.Store.Count("set_aside")).Should().Be((1, 0, 0));
        _office.Probe.Body = static _ => Task.CompletedTask;
        await _office.WorkerAsync("worker again");
        await Cluster.GoOnAsync(TimeSpan.FromMinutes(1));
        _office.Probe.Starts.Skip(1).Select(start => (start.Node, start.Run.ScheduleId)).Should()
            .BeEquivalentTo([("worker again", "running"), ("worker again", "next")]);
    }

    [Test]
    public async Task A_call_for_help_costs_it_no_statement()
    {
        var api = await _office.ApiAsync();
        await _office.WorkerAsync("worker", slots: 1);
        _office.Probe.Body = start => _office.Probe.WaitAsync(start);
        await _office.SaveAsync(api, "a", s_due);
        await _office.SaveAsync(api, "b", s_due.AddSeconds(1));
        var reads = _office.Store.Count("due");

        await Cluster.GoToAsync(s_due.AddSeconds(5));

        Cluster.Bus.Published.Should().Contain(news => news.Kind == SchedulingEventKind.Backlog);
        (_office.Store.Count("due") - reads).Should().BeLessThanOrEqualTo(2, "the worker looks at each when it fires, and nobody else does");
    }

    [Test]
    public async Task That_it_has_saved_does_not_say_that_anybody_runs_the_job()
    {
        var api = await _office.ApiAsync();
        await _office.SaveAsync(api, "a", s_due);
        var other = await Cluster.AddAsync("other", jobs: builder => builder.AddJob("else", (_, _) => Task.CompletedTask));
        await _office.SaveAsync(api, "b", s_due);

        await Cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        (await other.ListAsync()).Should().HaveCount(2).And.OnlyContain(schedule => schedule.State == ScheduleState.Faulted);
        (api.Logs.Of(1205).Count(), other.Logs.Of(1205).Count()).Should().Be((0, 2));
    }

    [Test]
    public async Task Jobs_of_its_own_run_beside_those_of_others()
    {
        var api = await _office.ApiAsync(more: builder => builder.AddJob("own", (run, token) => _office.Probe.RunAsync("api", run, token)));
        await _office.WorkerAsync("worker");
        await _office.SaveAsync(api, "a", s_due);
        await Cluster.FinishAsync(api.Scheduler.SaveAsync(new ScheduleDefinition("b", "own", Recurrence.Once(s_due))));

        await Cluster.GoToAsync(s_due.AddSeconds(30));

        _office.Probe.Starts.Select(start => (start.Node, start.Run.ScheduleId, start.At)).Should().BeEquivalentTo([("worker", "a", s_due), ("api", "b", s_due)]);
    }

    [Test]
    public async Task What_does_not_fit_the_job_is_refused_like_anywhere()
    {
        var api = await _office.ApiAsync();
        var definition = new ScheduleDefinition("a", Office.Job, Recurrence.Once(s_due));

        await api.Scheduler.Invoking(scheduler => scheduler.SaveAsync(definition)).Should().ThrowAsync<InvalidPayloadException>();
        await api.Scheduler.Invoking(scheduler => scheduler.SaveAsync(definition with { Job = "nobody" })).Should().ThrowAsync<UnknownJobException>()
            .WithMessage("*AddJobElsewhere*registered are: remind.");
        _office.Store.Count("save").Should().Be(0);
    }
}
