using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Jobs;

namespace Scheduling.Tests.Jobs;

public sealed class JobHandlersTests
{
    [Test]
    public async Task A_class_is_made_with_the_services_of_the_scope_and_disposed_of_after_the_run()
    {
        Trace trace = new();
        await using var services = new ServiceCollection().AddSingleton(trace).BuildServiceProvider();
        await JobHandlers.Of<Job>().RunAsync(services, null, TestRun.Context(), default);
        trace.Should().Equal("run", "disposed");
    }

    [Test]
    public async Task A_class_whose_run_fails_is_disposed_of_too()
    {
        Trace trace = new();
        await using var services = new ServiceCollection().AddSingleton(trace).BuildServiceProvider();
        var run = () => JobHandlers.Of<FailingJob, int>().RunAsync(services, 7, TestRun.Context(), default);
        await run.Should().ThrowAsync<InvalidTimeZoneException>();
        trace.Should().Equal("7", "disposed");
    }

    [Test]
    public async Task A_class_that_is_registered_comes_from_the_scope_which_keeps_it()
    {
        Trace trace = new();
        await using var services = new ServiceCollection().AddSingleton(trace).AddScoped<Job>().BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            await JobHandlers.Of<Job>().RunAsync(scope.ServiceProvider, null, TestRun.Context(), default);
            await JobHandlers.Of<Job>().RunAsync(scope.ServiceProvider, null, TestRun.Context(), default);
            trace.Should().Equal("run", "run");
        }

        trace.Should().Equal("run", "run", "disposed");
    }

    [Test]
    public async Task A_first_parameter_that_is_a_service_comes_from_the_scope()
    {
        Trace trace = new();
        await using var services = new ServiceCollection().AddSingleton(trace).BuildServiceProvider();
        var handler = JobHandlers.Of<Trace>(
            (given, _, _) =>
            {
                given.Add("run");
                return Task.CompletedTask;
            },
            type => type == typeof(Trace));
        handler.PayloadType.Should().BeNull();
        await handler.RunAsync(services, null, TestRun.Context(), default);
        trace.Should().Equal("run");
    }

    private sealed class Trace : List<string>;

    private sealed class Job(Trace trace) : IScheduledJob, IAsyncDisposable
    {
        public Task RunAsync(RunContext run, CancellationToken cancellationToken)
        {
            trace.Add("run");
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            trace.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class FailingJob(Trace trace) : IScheduledJob<int>, IDisposable
    {
        public async Task RunAsync(int payload, RunContext run, CancellationToken cancellationToken)
        {
            await Task.Yield();
            trace.Add($"{payload}");
            throw new InvalidTimeZoneException();
        }

        public void Dispose() => trace.Add("disposed");
    }
}
