using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Scheduling.Hosting;

namespace Scheduling.Tests.Hosting;

public sealed class SchedulingOptionsTests
{
    [Test]
    public void Defaults_are_accepted_and_as_documented()
    {
        TestHost.Builder().Invoking(builder => builder.Check()).Should().NotThrow();
        SchedulingOptions options = new();
        options.NodeName.Should().Be(Environment.MachineName);
        options.Should().BeEquivalentTo(new
        {
            MaxConcurrentRuns = 64,
            Lease = TimeSpan.FromSeconds(30),
            WindowSize = 1_000,
            Grace = TimeSpan.FromSeconds(1.5),
            DrainTimeout = TimeSpan.FromSeconds(20),
            PoisonAfter = 3,
            StrangerGrace = TimeSpan.FromHours(1),
            KeepVanishedRecurring = false,
            SafetySweep = (TimeSpan?)null,
            KeepRuns = 20,
            KeepRunsFor = TimeSpan.FromDays(7),
        });
    }

    [Test]
    public void All_that_is_wrong_stands_in_one_message()
    {
        var problem = TestHost.Builder(options =>
        {
            options.NodeName = "";
            options.MaxConcurrentRuns = 0;
            options.Lease = TimeSpan.Zero;
            options.WindowSize = 2_000_000;
            options.Grace = TimeSpan.FromTicks(-1);
            options.DrainTimeout = Timeout.InfiniteTimeSpan;
            options.PoisonAfter = 101;
            options.StrangerGrace = TimeSpan.MaxValue;
            options.SafetySweep = TimeSpan.FromMilliseconds(999);
            options.KeepRuns = -1;
            options.KeepRunsFor = TimeSpan.FromSeconds(59);
            options.Json = null!;
        }).Problem();
        problem.Split(Environment.NewLine).Should().Equal(
            "Scheduling can't start; 12 problems:",
            "- SchedulingOptions.NodeName is empty. Set it to a name of 1 to 200 characters, for example \"worker-1\".",
            "- SchedulingOptions.MaxConcurrentRuns is 0, but must be from 1 to 100,000. Set it to how many handlers may run at once, for example 64.",
            "- SchedulingOptions.Lease is 00:00:00, but must be from 00:00:01 to 01:00:00. Set it to how long a node that died may hold a run, for example TimeSpan.FromSeconds(30).",
            "- SchedulingOptions.WindowSize is 2,000,000, but must be from 16 to 1,000,000. Set it to how many wake-ups to keep in memory, for example 1000.",
            "- SchedulingOptions.Grace is -00:00:00.0000001, but must be from 00:00:00 to 1.00:00:00. Set it to how long a backup waits, for example TimeSpan.FromSeconds(1.5).",
            "- SchedulingOptions.DrainTimeout is -00:00:00.0010000, but must be from 00:00:00 to 1.00:00:00. Set it to how long handlers may take to end when the host stops, for example TimeSpan.FromSeconds(20).",
            "- SchedulingOptions.PoisonAfter is 101, but must be from 1 to 100. Set it to how many nodes one run may take down, for example 3.",
            "- SchedulingOptions.StrangerGrace is 10675199.02:48:05.4775807, but must be from 00:00:00 to 365.00:00:00. Set it to how long a deployment takes, for example TimeSpan.FromMinutes(1).",
            "- SchedulingOptions.SafetySweep is 00:00:00.9990000, but must be from 00:00:01 to 365.00:00:00. Set it to how often to look for what is due, for example TimeSpan.FromMinutes(10), or to null for never.",
            "- SchedulingOptions.KeepRuns is -1, but must be from 0 to 10,000. Set it to how many ended runs of each schedule to keep, for example 20.",
            "- SchedulingOptions.KeepRunsFor is 00:00:59, but must be from 00:01:00 to 3650.00:00:00. Set it to how long to keep ended runs, for example TimeSpan.FromDays(7).",
            "- SchedulingOptions.Json is null. Leave its default, or set it to JsonSerializerOptions of your own.");
    }

    [Test]
    public void The_bounds_themselves_are_accepted()
    {
        TestHost.Builder(options =>
        {
            options.NodeName = new string('a', 200);
            options.MaxConcurrentRuns = 1;
            options.Lease = TimeSpan.FromSeconds(1);
            options.WindowSize = 16;
            options.Grace = options.DrainTimeout = options.StrangerGrace = TimeSpan.Zero;
            options.PoisonAfter = 1;
            options.SafetySweep = TimeSpan.FromSeconds(1);
            options.KeepRuns = 0;
            options.KeepRunsFor = TimeSpan.FromMinutes(1);
        }).Invoking(builder => builder.Check()).Should().NotThrow();
        TestHost.Builder(options =>
        {
            options.MaxConcurrentRuns = 100_000;
            options.Lease = TimeSpan.FromHours(1);
            options.WindowSize = 1_000_000;
            options.PoisonAfter = 100;
            options.KeepRuns = 10_000;
            options.KeepRunsFor = TimeSpan.FromDays(3_650);
        }).Invoking(builder => builder.Check()).Should().NotThrow();
    }

    [Test]
    public void Calling_twice_adds_options_and_jobs_to_one_node()
    {
        ServiceCollection services = [];
        services.AddEventDrivenScheduling(options => options.NodeName = "worker-1").AddJob("a", () => { });
        var once = services.Count(descriptor => descriptor.ServiceType != typeof(IConfigureOptions<SchedulingOptions>));
        services.AddEventDrivenScheduling(options => options.PoisonAfter = 5).AddJob("b", () => { });
        services.Count(descriptor => descriptor.ServiceType != typeof(IConfigureOptions<SchedulingOptions>)).Should().Be(once);

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<JobRegistry>().Names.Should().BeEquivalentTo("a", "b");
        var options = provider.GetRequiredService<IOptions<SchedulingOptions>>().Value;
        options.NodeName.Should().Be("worker-1");
        options.PoisonAfter.Should().Be(5);
    }

    [Test]
    public void A_clock_that_is_registered_already_is_kept()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddEventDrivenScheduling();
        services.BuildServiceProvider().GetRequiredService<TimeProvider>().Should().BeSameAs(clock);
    }

    [Test]
    public void Json_of_the_users_own_without_resolver_is_given_one_and_is_frozen()
    {
        System.Text.Json.JsonSerializerOptions json = new();
        TestHost.Builder(options => options.Json = json).AddJob("a", (int[] payload) => { }).Check();
        json.IsReadOnly.Should().BeTrue();
    }

    [Test]
    public void A_builder_over_other_services_is_told_what_is_missing()
    {
        var builder = NSubstitute.Substitute.For<ISchedulingBuilder>();
        NSubstitute.SubstituteExtensions.Returns(builder.Services, new ServiceCollection());
        builder.Invoking(each => each.AddJob("a", () => { })).Should().Throw<InvalidOperationException>().WithMessage("*Call AddEventDrivenScheduling()*");
    }
}
