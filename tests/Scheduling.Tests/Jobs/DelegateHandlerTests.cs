using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;

namespace Scheduling.Tests.Jobs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DelegateHandlerTests
{
    private readonly List<object?> _seen = [];

    [Test]
    public async Task Each_parameter_is_given_what_it_asks_for()
    {
        using CancellationTokenSource stop = new();
        var run = TestRun.Context();
        var handler = Handler((Payload payload, CancellationToken token, IRepo repo, RunContext context) => Seen(payload, token, repo, context));
        handler.PayloadType.Should().Be<Payload>();
        await using var services = Services();
        Payload payload = new("x");
        await handler.RunAsync(services, payload, run, stop.Token);
        _seen.Should().Equal(payload, stop.Token, services.GetRequiredService<IRepo>(), run);
    }

    [Test]
    public void Without_a_parameter_for_it_there_is_no_payload()
    {
        Handler((IRepo repo, CancellationToken token) => Seen(repo, token)).PayloadType.Should().BeNull();
        Handler(() => Seen()).PayloadType.Should().BeNull();
    }

    [Test]
    public async Task The_marked_parameter_is_the_payload_even_if_it_is_not_the_first_and_is_a_service()
    {
        var handler = Handler((IRepo repo, [JobPayload] Repo payload) => Seen(repo, payload));
        handler.PayloadType.Should().Be<Repo>();
        await using var services = Services(all => all.AddSingleton<Repo>());
        Repo given = new();
        await handler.RunAsync(services, given, TestRun.Context(), default);
        _seen[1].Should().BeSameAs(given);
    }

    [Test]
    public async Task Keyed_services_come_from_the_scope()
    {
        Repo keyed = new();
        var handler = Handler(([FromKeyedServices("east")] IRepo repo) => Seen(repo));
        await using var services = Services(all => all.AddKeyedSingleton<IRepo>("east", keyed));
        await handler.RunAsync(services, null, TestRun.Context(), default);
        _seen.Should().Equal(keyed);
    }

    [Test]
    public async Task A_sequence_of_services_is_a_service_and_any_other_sequence_is_a_payload()
    {
        var handler = Handler((IEnumerable<IRepo> repos) => Seen(repos.Single()));
        handler.PayloadType.Should().BeNull();
        await using var services = Services();
        await handler.RunAsync(services, null, TestRun.Context(), default);
        _seen.Should().Equal(services.GetRequiredService<IRepo>());
        Handler((IEnumerable<int> numbers) => Seen(numbers)).PayloadType.Should().Be<IEnumerable<int>>();
    }

    [Test]
    public async Task A_parameter_with_a_default_value_is_given_it()
    {
        var handler = Handler((Payload payload, int times = 3) => Seen(payload, times));
        await handler.RunAsync(Services(), new Payload("x"), TestRun.Context(), default);
        _seen[1].Should().Be(3);
    }

    [Test]
    public async Task The_handler_may_return_a_task_a_value_task_or_nothing()
    {
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Delegate[] slow =
        [
            () => end.Task,
            async () =>
            {
                await end.Task;
                return 1;
            },
            async ValueTask () => await end.Task,
            async ValueTask<int> () =>
            {
                await end.Task;
                return 1;
            },
        ];
        var running = Array.ConvertAll(slow, each => Handler(each).RunAsync(Services(), null, TestRun.Context(), default));
        running.Should().OnlyContain(task => !task.IsCompleted);
        end.SetResult();
        await Task.WhenAll(running);

        Handler(() => _seen.Add("ran")).RunAsync(Services(), null, TestRun.Context(), default).IsCompletedSuccessfully.Should().BeTrue();
        _seen.Should().Equal("ran");
    }

    [Test]
    public async Task What_the_handler_throws_comes_out_unwrapped()
    {
        InvalidTimeZoneException thrown = new();
        Delegate[] handlers = [void () => throw thrown, Task () => throw thrown, async Task () => await Task.FromException(thrown)];
        foreach (var handler in handlers)
        {
            JobDefinition job = new("job", Handler(handler), null, [], RetryPolicy.Default);
            var invoked = () => job.InvokeAsync(Services(), null, TestRun.Context(), default);
            (await invoked.Should().ThrowAsync<InvalidTimeZoneException>()).Which.Should().BeSameAs(thrown);
        }
    }

    [Test]
    public async Task A_handler_that_returns_null_fails_with_the_mend()
    {
        JobDefinition job = new("job", Handler(Task? () => null), null, [], RetryPolicy.Default);
        var invoked = () => job.InvokeAsync(Services(), null, TestRun.Context(), default);
        await invoked.Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("The handler of the job 'job' returned null. Return the task of its work, or Task.CompletedTask.");
    }

    [Test]
    public async Task A_delegate_that_closes_over_its_first_parameter_is_called_with_the_rest()
    {
        Delegate handler = _seen.AddTo;
        Handler(handler).PayloadType.Should().Be<string>();
        await Handler(handler).RunAsync(Services(), "x", TestRun.Context(), default);
        _seen.Should().Equal("x");
    }

    [Test]
    public void A_handler_that_can_not_be_called_is_refused_with_the_mend()
    {
        Action twice = () => { };
        twice += () => { };
        Refused(twice).WithMessage("*'job' is several delegates combined*Register one that calls them.");
        Refused((IRepo repo, Payload payload) => Seen(repo, payload))
            .WithMessage("The parameter 'payload' (*Payload) of the handler of the job 'job' is not a registered service, and is not the payload. Register it*");
        Refused(([JobPayload] Payload a, [JobPayload] Payload b) => Seen(a, b)).WithMessage("*has 2 parameters marked [JobPayload]. Mark one*");
        Refused((in Payload payload) => { }).WithMessage("*'payload'*is a reference*Take it by value*");
        Refused(() => 42).WithMessage("*'job' returns System.Int32. Return Task, ValueTask or nothing.");
        Refused(async void () => await Task.Yield()).WithMessage("*'job' is async void*Return Task.");
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<SchedulingConfigurationException> Refused(Delegate handler) =>
        FluentActions.Invoking(() => Handler(handler)).Should().Throw<SchedulingConfigurationException>();

    private static JobHandler Handler(Delegate handler)
    {
        using var services = Services(all => all.AddSingleton<Repo>());
        return DelegateHandler.Of(handler, "job", ServiceKinds.Of(services.GetRequiredService<IServiceProviderIsService>(), new ServiceCollection()));
    }

    private static ServiceProvider Services(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddSingleton<IRepo, Repo>();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private Task Seen(params object?[] arguments)
    {
        _seen.AddRange(arguments);
        return Task.CompletedTask;
    }

    private interface IRepo;

    private sealed class Repo : IRepo;

    private sealed record Payload(string Text);
}
