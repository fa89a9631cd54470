using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Starting;

/// <summary>Schedules that are declared in code, over several starts of a host on one store.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DeclaredSchedulesTests
{
    private readonly FakeTimeProvider _time = new(EngineHost.Start);
    private readonly CallLog _store;
    private readonly ConcurrentQueue<string> _runs = new();

    public DeclaredSchedulesTests() => _store = new CallLog(new InMemoryScheduleStore(_time));

    [Test]
    public async Task What_is_declared_is_saved_and_runs()
    {
        await using var host = await StartAsync(b => Declare(b, "a", "@hourly"));

        var declared = (await host.Scheduler.GetAsync("a"))!;
        (declared.Job, declared.DeclaredInCode, declared.Recurrence).Should().Be(("a", true, Recurrence.Cron("@hourly")));
        (await host.ListAsync(new ScheduleFilter { DeclaredInCode = true })).Should().Equal(declared);
        await host.GoOnAsync(TimeSpan.FromHours(2));
        _runs.Should().Equal("a", "a");
    }

    [Test]
    public async Task What_is_declared_as_before_is_left_alone()
    {
        var every = Recurrence.Every(TimeSpan.FromDays(7));
        void Configure(ISchedulingBuilder b) => Declare(Declare(b, "a", "@hourly"), "b", every);
        var first = await SchedulesAsync(Configure, TimeSpan.FromMinutes(30));
        _store.Calls.Clear();

        var second = await SchedulesAsync(Configure, TimeSpan.Zero);

        second.Should().Equal(first).And.HaveCount(2);
        _store.Calls.Should().Equal("open", "save", "window", "list");
    }

    [Test]
    public async Task What_is_declared_otherwise_is_changed_and_keeps_its_counts()
    {
        var first = await SchedulesAsync(b => Declare(b, "a", "@hourly"), TimeSpan.FromMinutes(90));

        var second = await SchedulesAsync(b => Declare(b, "a", "@daily"), TimeSpan.Zero);

        second.Single().Version.Should().BeGreaterThan(first.Single().Version);
        second.Single().Recurrence.Should().Be(Recurrence.Cron("@daily"));
        (second.Single().Counts.Succeeded, second.Single().CreatedAt).Should().Be((1, EngineHost.Start));
    }

    [Test]
    public async Task What_was_paused_stays_paused_over_a_start()
    {
        await using (var host = await StartAsync(b => Declare(b, "a", "@hourly")))
        {
            await host.TurnUntilAsync(host.Scheduler.PauseAsync("a", "on holiday"));
        }

        var second = await SchedulesAsync(b => Declare(b, "a", "@hourly"), TimeSpan.FromHours(3));

        (second.Single().State, second.Single().Note).Should().Be((ScheduleState.Paused, "on holiday"));
        _runs.Should().BeEmpty();
    }

    [TestCase(false, "b s")]
    [TestCase(true, "a b s")]
    public async Task What_is_declared_no_more_is_deleted_unless_it_is_to_be_kept(bool keeps, string remaining)
    {
        await using (var host = await StartAsync(b => Declare(Declare(b, "a", "@hourly"), "b", "@hourly")))
        {
            await host.Scheduler.SaveAsync(new ScheduleDefinition("s", "plain", Recurrence.Cron("@hourly")));
        }

        await using var second = await StartAsync(
            b => Declare(b, "b", "@hourly"), options => options.KeepVanishedRecurring = keeps);

        string.Join(' ', (await second.ListAsync()).Select(schedule => schedule.Id)).Should().Be(remaining);
        second.Logs.Of(1302).Should().Equal(keeps ? [] : ["1 recurring schedules are declared no more and were deleted: a."]);
    }

    [Test]
    public async Task An_id_that_was_saved_is_not_taken_over()
    {
        Schedule saved;
        await using (var host = await StartAsync(static _ => { }))
        {
            saved = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("@hourly")));
        }

        var refused = await FluentActions.Awaiting(() => StartAsync(b => Declare(Declare(b, "a", "@daily"), "b", "@daily")))
            .Should().ThrowAsync<SchedulingConfigurationException>();

        refused.WithMessage("AddRecurring(\"a\", …)*id is taken by one that was saved with SaveAsync. Rename*");
        await using var third = await StartAsync(static _ => { });
        (await third.ListAsync()).Should().Equal(saved);
    }

    [Test]
    public async Task What_is_declared_is_not_taken_over_by_a_save()
    {
        Schedule declared;
        await using (var host = await StartAsync(b => Declare(b, "a", "@hourly")))
        {
            var refused = await FluentActions.Awaiting(() => host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("@daily"))))
                .Should().ThrowAsync<ArgumentException>();
            refused.WithMessage("*'a' is declared in code*AddRecurring*another id*");
            declared = (await host.Scheduler.GetAsync("a"))!;
        }

        (declared.DeclaredInCode, declared.Recurrence).Should().Be((true, Recurrence.Cron("@hourly")));
        (await SchedulesAsync(b => Declare(b, "a", "@hourly"), TimeSpan.Zero)).Should().Equal([declared], "the host starts as before");
    }

    [Test]
    public async Task What_is_declared_no_more_and_kept_can_be_saved()
    {
        await SchedulesAsync(b => Declare(b, "a", "@hourly"), TimeSpan.Zero);
        await using var host = await StartAsync(static _ => { }, options => options.KeepVanishedRecurring = true);

        var saved = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("@daily")));

        (saved.DeclaredInCode, saved.Job).Should().Be((false, "plain"));
    }

    [Test]
    public async Task A_recurrence_that_has_ended_keeps_no_host_from_starting()
    {
        var bounded = Recurrence.Cron("@hourly").Between(null, EngineHost.Start.AddHours(1));
        void Configure(ISchedulingBuilder b) => Declare(Declare(b, "a", bounded), "b", Recurrence.Once(EngineHost.Start.AddHours(1)));
        var first = await SchedulesAsync(Configure, TimeSpan.FromHours(2));
        first.Should().OnlyContain(schedule => schedule.State == ScheduleState.Completed);

        var second = await SchedulesAsync(Configure, TimeSpan.FromHours(2));

        second.Should().Equal(first);
        _runs.Should().BeEquivalentTo("a", "b");
    }

    private async Task<IReadOnlyList<Schedule>> SchedulesAsync(Action<ISchedulingBuilder> configure, TimeSpan after)
    {
        await using var host = await StartAsync(configure);
        await host.GoOnAsync(after);
        return await host.ListAsync();
    }

    private ISchedulingBuilder Declare(ISchedulingBuilder builder, string id, string cron) => Declare(builder, id, Recurrence.Cron(cron));

    private ISchedulingBuilder Declare(ISchedulingBuilder builder, string id, Recurrence recurrence) =>
        builder.AddRecurring(id, recurrence, () => _runs.Enqueue(id));

    private Task<EngineHost> StartAsync(Action<ISchedulingBuilder> configure, Action<SchedulingOptions>? options = null) => new EngineHost(
        b =>
        {
            new ReminderJobs().Register(b);
            configure(b);
        },
        setup => (setup.Time, setup.Store, setup.Options) = (_time, _store, options ?? setup.Options)).StartAsync();
}
