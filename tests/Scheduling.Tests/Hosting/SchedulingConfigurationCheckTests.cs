using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Tests.Hosting;

public sealed class SchedulingConfigurationCheckTests
{
    [Test]
    public void A_store_and_a_bus_are_enough() => FluentActions.Invoking(() => TestHost.Builder().Check()).Should().NotThrow();

    [Test]
    public void Without_store_and_bus_both_are_asked_for()
    {
        var problem = new ServiceCollection().AddEventDrivenScheduling().Problem();
        problem.Should().StartWith("Scheduling can't start; 2 problems:");
        problem.Should().Contain("- No store is registered. Register one with UseInMemoryStore(), UseSqlite(");
        problem.Should().Contain("- No bus is registered. Register one with UseInMemoryBus(), or with UseRedisBus(");
    }

    [Test]
    public void Two_stores_are_named()
    {
        var builder = new ServiceCollection().AddEventDrivenScheduling();
        builder.Services.AddSingleton(Substitute.For<IEventBus>());
        Func<IServiceProvider, StoreOfFactory> narrow = _ => new();
        Func<IServiceProvider, object> wide = _ => new StoreOfFactory();
        builder.Services.Add(ServiceDescriptor.Singleton(typeof(IScheduleStore), typeof(StoreOfType)));
        builder.Services.Add(ServiceDescriptor.Singleton(typeof(IScheduleStore), narrow));
        builder.Services.Add(ServiceDescriptor.Singleton(typeof(IScheduleStore), wide));
        builder.Services.Add(ServiceDescriptor.Singleton(typeof(IScheduleStore), new StoreOfInstance()));
        builder.Problem().Should().Be(
            "4 stores are registered: StoreOfType, StoreOfFactory, one made by a factory, StoreOfInstance. Keep one of the calls that register a store.");
    }

    [Test]
    public void Two_buses_are_refused()
    {
        var builder = TestHost.Builder();
        builder.Services.AddSingleton<IEventBus>(_ => Substitute.For<IEventBus>());
        builder.Problem().Should().StartWith("2 buses are registered: ").And.EndWith("one made by a factory. Keep one of the calls that register a bus.");
    }

    [Test]
    public void A_store_under_a_key_is_not_the_nodes()
    {
        var builder = TestHost.Builder();
        builder.Services.AddKeyedSingleton("other", Substitute.For<IScheduleStore>());
        builder.Invoking(each => each.Check()).Should().NotThrow();
    }

    [Test]
    public void A_name_that_stands_twice_is_named_once()
    {
        TestHost.Builder().AddJob("a", () => { }).AddJob("b", () => { }).AddJob("a", () => { }).AddRecurring("a", "@daily", () => { }).Problem()
            .Should().Be("The job name 'a' is registered 3 times, by AddJob, AddJobElsewhere or AddRecurring. Give each job a name of its own.");
        TestHost.Builder().AddRecurring("a", "@daily", () => { }).AddRecurring("a", "@daily", () => { }).Problem().Should().StartWith("The job name 'a' is registered 2 times");
        TestHost.Builder().AddJob("a", () => { }).AddJob("A", () => { }).Invoking(each => each.Check()).Should().NotThrow();
    }

    [Test]
    public void A_job_runs_here_or_elsewhere_and_not_both()
    {
        const string twice = "The job name 'a' is registered 2 times, by AddJob, AddJobElsewhere or AddRecurring. Give each job a name of its own.";
        TestHost.Builder().AddJob("a", () => { }).AddJobElsewhere("a").Problem().Should().Be(twice);
        TestHost.Builder().AddJobElsewhere<Payload>("a").AddJob("a", () => { }).Problem().Should().Be(twice);
        TestHost.Builder().AddJobElsewhere("a").AddJobElsewhere("a").Problem().Should().Be(twice);
        TestHost.Builder().AddJobElsewhere("a").AddRecurring("a", "@daily", () => { }).Problem().Should().Be(twice);
        TestHost.Builder().AddJobElsewhere<Payload>("a").AddRecurring("a", "@daily", () => { }).Problem().Should().Be(twice);
    }

    [Test]
    public void What_runs_elsewhere_is_checked_like_any_job()
    {
        TestHost.Builder().AddJobElsewhere("").Problem().Should().StartWith("The job name '' is empty.");
        TestHost.Builder().AddJobElsewhere<Payload>("a", job => job.CancelOn("customer/deleted", "data.nobody")).Problem()
            .Should().StartWith("The job 'a' has a cancel rule that can't be used: ").And.Contain("nobody");
        TestHost.Builder().AddJobElsewhere("a", job => job.CancelOn("customer/deleted", "data.id")).Problem().Should().Contain("but the job takes none. Give the job a payload");
        TestHost.Builder().AddJobElsewhere<Colliding>("a").Problem().Should().Match("The payload type *Colliding of the job 'a' has no JSON form: *");
        TestHost.Builder().AddJobElsewhere<IDisposable>("a").Problem().Should().Be(
            "The job 'a' is registered with the payload type System.IDisposable, which can't be read from JSON where the job runs. Name the concrete type that its handler takes.");
        FluentActions.Invoking(() => TestHost.Builder().AddJobElsewhere(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void Bad_names_are_refused()
    {
        TestHost.Builder().AddJob("", () => { }).Problem().Should().Be("The job name '' is empty. Name the job with 1 to 200 characters, none of them a control character.");
        TestHost.Builder().AddJob("a\n", () => { }).Problem().Should().Contain("has a control character. Name");
        TestHost.Builder().AddJob(new string('a', 201), () => { }).Problem().Should().Contain("has 201 characters, more than 200. Name");
        TestHost.Builder().AddJob(new string('a', 200), () => { }).Invoking(each => each.Check()).Should().NotThrow();
    }

    [Test]
    public void Bad_cancel_rules_are_refused()
    {
        TestHost.Builder().AddJob("a", (Payload p) => { }, job => job.CancelOn("customer/deleted", "data.nobody")).Problem()
            .Should().StartWith("The job 'a' has a cancel rule that can't be used: ").And.Contain("nobody");
        TestHost.Builder().AddJob("a", (Payload p) => { }, job => job.CancelOn("customer deleted", "data.id")).Problem()
            .Should().StartWith("The job 'a' has a cancel rule that can't be used: ").And.Contain("customer deleted");
        TestHost.Builder().AddJob<Payload>("a", (_, _, _) => Task.CompletedTask, job => job.CancelOn<Payload>(e => e.Id + 1, p => p.Id)).Problem()
            .Should().StartWith("The job 'a' has a cancel rule that can't be used: ").And.Contain("(e.Id + 1)");
        TestHost.Builder().AddJob("a", () => { }, job => job.CancelOn("customer/deleted", "data.id")).Problem()
            .Should().Be("The job 'a' has a cancel rule that can't be used: the rule for the event 'customer/deleted' compares it with the payload, "
                + "but the job takes none. Give the job a payload, or leave the rule out.");
    }

    [Test]
    public void Recurring_work_that_takes_a_payload_is_refused() =>
        TestHost.Builder().AddRecurring("a", "@daily", (Payload p) => { }).Problem()
            .Should().Match("The handler of the recurring job 'a' takes a payload of type *Payload, but a schedule declared in code has none. Register*");

    [Test]
    public void A_recurrence_that_can_not_be_read_is_refused() =>
        TestHost.Builder().AddRecurring("a", "61 * * * *", () => { }).AddRecurring("b", "@daily", () => { }).Problem()
            .Should().StartWith("The recurring job 'a' has a recurrence that can't be used: ").And.Contain("61");

    [Test]
    public void A_service_that_is_not_registered_is_not_taken_for_a_payload()
    {
        TestHost.Builder().AddJob("a", (IDisposable service) => { }).Problem()
            .Should().Be("The handler of the job 'a' takes System.IDisposable, which is no registered service and can't be read from JSON as a payload. "
                + "Register it as a service, or take a concrete type.");
        TestHost.Builder().AddJob("a", (IDisposable service, RunContext run, CancellationToken ct) => Task.CompletedTask).Problem()
            .Should().Contain("takes System.IDisposable, which is no registered service");
    }

    [Test]
    public void A_payload_without_JSON_form_is_refused()
    {
        TestHost.Builder().AddJob("a", (Colliding payload) => { }).Problem()
            .Should().Match("The payload type *Colliding of the job 'a' has no JSON form: *collides*Change the type, or *");
        TestHost.Builder(options => options.Json = new() { TypeInfoResolver = JsonTypeInfoResolver.Combine() })
            .AddJob("a", (Payload payload) => { }).Problem()
            .Should().Match("The payload type *Payload of the job 'a' has no JSON form: *SchedulingOptions.Json.TypeInfoResolver to a source-generated context*");
    }

    [Test]
    public void Every_problem_is_told_at_once()
    {
        var problem = new ServiceCollection()
            .AddEventDrivenScheduling(options =>
            {
                options.WindowSize = 1;
                options.Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
            })
            .AddJob("", () => 41)
            .AddJob("a", () => 42)
            .AddJob("a", () => 43)
            .AddJob("b", (Payload p) => { }, job => job.CancelOn("customer/deleted", "data.customer_id"))
            .AddJob("c", (Payload p) => { }, job => job.CancelOn("customer/deleted", "data.customerId").CancelOn("customer/merged", "data.customerId"))
            .Problem();
        problem.Should().StartWith("Scheduling can't start; 10 problems:");
        problem.Split(Environment.NewLine).Should().SatisfyRespectively(
            _ => { },
            line => line.Should().StartWith("- SchedulingOptions.WindowSize is 1, "),
            line => line.Should().StartWith("- No store "),
            line => line.Should().StartWith("- No bus "),
            line => line.Should().StartWith("- The job name '' "),
            line => line.Should().StartWith("- The handler of the job '' returns "),
            line => line.Should().StartWith("- The job name 'a' is registered 2 times"),
            line => line.Should().StartWith("- The handler of the job 'a' returns "),
            line => line.Should().StartWith("- The handler of the job 'a' returns "),
            line => line.Should().StartWith("- The job 'c' has a cancel rule "),
            line => line.Should().StartWith("- The job 'c' has a cancel rule "));
    }

    private sealed class StoreOfType;

    private sealed class StoreOfFactory;

    private sealed class StoreOfInstance;

    private sealed record Colliding([property: JsonPropertyName("a")] int First, [property: JsonPropertyName("a")] int Second);

    private sealed record Payload(int Id, int CustomerId);
}
