using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Jobs;

namespace Scheduling.Tests.Hosting;

/// <summary>The calls that users write: that each compiles, means the overload it should, and runs.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RegistrationCallsTests
{
    private readonly Trace _trace = new();

    [Test]
    public async Task Jobs_of_every_shape_run()
    {
        Func<RunContext, CancellationToken, Task> held = (_, _) => Ran("held");
        var trace = _trace;
        var builder = Builder()
            .AddJob<Sweep>("class")
            .AddJob<Sweep>("class, configured", job => job.Retry(5))
            .AddJob<SendDigest, DigestPayload>("class with payload", job => job
                .CancelOn("customer/deleted", match: "data.customerId")
                .CancelOn<CustomerDeleted>(e => e.CustomerId, p => p.CustomerId)
                .CancelOn<CustomerDeleted>("customer/merged", e => e.CustomerId, p => p.CustomerId)
                .Retry(3, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)))
            .AddJob("services", (DigestPayload p, RunContext run, ILogger<Sweep> log, CancellationToken ct) => Ran($"services {p.CustomerId}"))
            .AddJob("payload", (DigestPayload p, RunContext run, CancellationToken ct) => Ran($"payload {p.CustomerId}"))
            .AddJob("payload, async", async (DigestPayload p, RunContext run, CancellationToken ct) => await Ran($"async {p.CustomerId}"))
            .AddJob<DigestPayload>("payload, named", (p, run, ct) => Ran($"named {p.CustomerId}"), job => job.CancelOn<CustomerDeleted>(e => e.CustomerId, p => p.CustomerId))
            .AddJob("payload, void", (DigestPayload p, RunContext run, CancellationToken ct) => trace.Add($"void {p.CustomerId}"))
            .AddJob("payload, value task", ValueTask (DigestPayload p, RunContext run, CancellationToken ct) => new(Ran($"value {p.CustomerId}")))
            .AddJob("service first", (IRepo repo, RunContext run, CancellationToken ct) => repo.PurgeAsync(ct))
            .AddJob("plain", (RunContext run, CancellationToken ct) => Ran("plain"))
            .AddJob("plain, untyped", (run, ct) => Ran("untyped"), job => job.Retry(1))
            .AddJob("held", held)
            .AddJob("method", Method, job => job.Retry(1).CancelOn("customer/deleted", match: "data.customerId"))
            .AddJob("nothing", () => trace.Add("nothing"));

        builder.Check();
        var registry = builder.Registry();
        registry.Names.Should().HaveCount(15);
        (await RunAll(builder)).Should().BeEquivalentTo(
            "sweep", "sweep", "digest 42", "services 42", "payload 42", "async 42", "named 42", "void 42", "value 42",
            "purge", "plain", "untyped", "held", "method 42", "nothing");
    }

    [Test]
    public async Task Recurring_work_of_every_shape_is_declared_and_runs()
    {
        var hourly = Recurrence.Every(TimeSpan.FromHours(1));
        var trace = _trace;
        var builder = Builder()
            .AddRecurring("cleanup", "0 3 * * *", (IRepo repo, CancellationToken ct) => repo.PurgeAsync(ct))
            .AddRecurring("cleanup in Paris", "0 3 * * *", (IRepo repo, RunContext run, CancellationToken ct) => repo.PurgeAsync(ct), "Europe/Paris", job => job.Retry(1))
            .AddRecurring("plain", "@daily", (RunContext run, CancellationToken ct) => Ran("plain"))
            .AddRecurring("untyped", "@daily", (run, ct) => Ran("untyped"), timeZone: "Europe/Paris")
            .AddRecurring("every", hourly, (IRepo repo) => repo.PurgeAsync(default))
            .AddRecurring("every, plain", hourly, (run, ct) => Ran("every"), job => job.Retry(1))
            .AddRecurring("every, void", hourly, () => trace.Add("void"))
            .AddRecurring<Sweep>("class", hourly)
            .AddRecurring<Sweep>("class by cron", "@hourly", configure: job => job.Retry(1));

        builder.Check();
        builder.Registry().Declared.Should().Equal(
            new DeclaredSchedule("cleanup", "cleanup", Recurrence.Cron("0 3 * * *")),
            new DeclaredSchedule("cleanup in Paris", "cleanup in Paris", Recurrence.Cron("0 3 * * *", "Europe/Paris")),
            new DeclaredSchedule("plain", "plain", Recurrence.Cron("@daily")),
            new DeclaredSchedule("untyped", "untyped", Recurrence.Cron("@daily", "Europe/Paris")),
            new DeclaredSchedule("every", "every", hourly),
            new DeclaredSchedule("every, plain", "every, plain", hourly),
            new DeclaredSchedule("every, void", "every, void", hourly),
            new DeclaredSchedule("class", "class", hourly),
            new DeclaredSchedule("class by cron", "class by cron", Recurrence.Cron("@hourly")));
        (await RunAll(builder)).Should().BeEquivalentTo("purge", "purge", "plain", "untyped", "purge", "every", "void", "sweep", "sweep");
    }

    [Test]
    public void Builders_reach_the_job_in_every_shape()
    {
        var registry = Builder()
            .AddJob<Sweep>("class", job => job.Retry(7))
            .AddJob<SendDigest, DigestPayload>("payload", job => job.Retry(7))
            .AddJob("delegate", (DigestPayload p) => Ran(""), job => job.Retry(7).CancelOn("customer/deleted", match: "data.customerId"))
            .AddJob("default", () => { })
            .Registry();
        registry.Find("class")!.Retry.Attempts.Should().Be(7);
        registry.Find("payload")!.Retry.Attempts.Should().Be(7);
        registry.Find("delegate")!.Retry.Attempts.Should().Be(7);
        registry.Find("delegate")!.Rules.Should().ContainSingle().Which.EventName.Should().Be("customer/deleted");
        registry.Find("default")!.Retry.Should().Be(RetryPolicy.Default);
        registry.Find("Default").Should().BeNull();
    }

    [Test]
    public void Jobs_that_run_elsewhere_are_known_with_payload_and_rules_and_are_none_of_those_that_run_here()
    {
        static void Rules(JobBuilder<DigestPayload> job) => job.CancelOn<CustomerDeleted>(e => e.CustomerId, p => p.CustomerId).Retry(9);
        var here = Builder().AddJob<SendDigest, DigestPayload>("digest", Rules).Registry();
        var builder = Builder().AddJobElsewhere<DigestPayload>("digest", Rules).AddJobElsewhere("sweep").AddJobElsewhere("bare", job => job.Retry(1)).AddJob("plain", () => { });

        builder.Check();
        var registry = builder.Registry();

        registry.Names.Should().Equal("plain");
        registry.All.Select(job => job.Name).Should().Equal("bare", "digest", "plain", "sweep");
        new[] { "digest", "sweep", "plain", "nobody" }.Select(name => (registry.Has(name), registry.IsElsewhere(name))).Should()
            .Equal((false, true), (false, true), (true, false), (false, false));
        registry.RulesOf("digest").Should().NotBeNull().And.Be(here.RulesOf("digest"));
        registry.Find("digest")!.Rules.Should().ContainSingle().Which.Should().Be(here.Find("digest")!.Rules[0]);
        registry.Find("digest")!.WritePayload(new DigestPayload(42)).Should().Be(here.Find("digest")!.WritePayload(new DigestPayload(42)));
        registry.Find("sweep")!.PayloadType.Should().BeNull();
    }

    [Test]
    public void A_rule_by_match_and_the_same_rule_by_members_are_one()
    {
        var registry = Builder()
            .AddJob<SendDigest, DigestPayload>("twice", job => job
                .CancelOn("customer/deleted", match: "data.customerId")
                .CancelOn<CustomerDeleted>(e => e.CustomerId, p => p.CustomerId))
            .AddJob<SendDigest, DigestPayload>("once", job => job.CancelOn("customer/deleted", match: "data.customerId"))
            .AddJob<SendDigest, DigestPayload>("other", job => job.CancelOn("customer/merged", match: "data.customerId"))
            .Registry();
        registry.Find("twice")!.Rules.Should().Equal(registry.Find("once")!.Rules);
        registry.Find("twice")!.Fingerprint.Should().Be(registry.Find("once")!.Fingerprint).And.NotBe(registry.Find("other")!.Fingerprint);
    }

    private static Task Method(DigestPayload payload, Trace trace)
    {
        trace.Add($"method {payload.CustomerId}");
        return Task.CompletedTask;
    }

    private static async Task<IReadOnlyList<string>> RunAll(ISchedulingBuilder builder)
    {
        await using var services = builder.Services.BuildServiceProvider();
        var registry = services.GetRequiredService<JobRegistry>();
        foreach (var name in registry.Names)
        {
            var job = registry.Find(name)!;
            var payload = job.PayloadType is null ? null : job.ReadPayload(job.WritePayload(new DigestPayload(42)));
            await using var scope = services.CreateAsyncScope();
            await job.InvokeAsync(scope.ServiceProvider, payload, TestRun.Context(), default);
        }

        return services.GetRequiredService<Trace>();
    }

    private ISchedulingBuilder Builder()
    {
        var builder = TestHost.Builder();
        builder.Services.AddSingleton(_trace).AddScoped<IRepo, Repo>();
        return builder;
    }

    private Task Ran(string what)
    {
        _trace.Add(what);
        return Task.CompletedTask;
    }

    private interface IRepo
    {
        Task<int> PurgeAsync(CancellationToken cancellationToken);
    }

    private sealed class Repo(Trace trace) : IRepo
    {
        public Task<int> PurgeAsync(CancellationToken cancellationToken)
        {
            trace.Add("purge");
            return Task.FromResult(1);
        }
    }

    private sealed class Trace : List<string>;

    private sealed record DigestPayload(int CustomerId);

    [EventName("customer/deleted")]
    private sealed record CustomerDeleted(int CustomerId);

    private sealed class Sweep(Trace trace) : IScheduledJob
    {
        public Task RunAsync(RunContext run, CancellationToken cancellationToken)
        {
            trace.Add("sweep");
            return Task.CompletedTask;
        }
    }

    private sealed class SendDigest(Trace trace) : IScheduledJob<DigestPayload>
    {
        public Task RunAsync(DigestPayload payload, RunContext run, CancellationToken cancellationToken)
        {
            trace.Add($"digest {payload.CustomerId}");
            return Task.CompletedTask;
        }
    }
}
