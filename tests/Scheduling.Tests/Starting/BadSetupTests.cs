using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Storage;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Starting;

internal sealed class BadSetupTests
{
    private static IEnumerable<TestCaseData> Setups() =>
    [
        Setup("no store", b => b.Services.RemoveAll<IScheduleStore>(), "No store is registered. Register one with UseInMemoryStore()*"),
        Setup("two stores", b => b.Services.AddSingleton(Substitute.For<IScheduleStore>()), "2 stores are registered: CallLog, *Keep one*"),
        Setup("no bus", b => b.Services.RemoveAll<IEventBus>(), "No bus is registered. Register one with UseInMemoryBus()*"),
        Setup("two buses", b => b.Services.AddSingleton(Substitute.For<IEventBus>()), "2 buses are registered: MessageLog, *Keep one*"),
        Setup("a job name twice", b => b.AddJob("plain", () => { }), "The job name 'plain' is registered 2 times*"),
        Setup("a match path that the payload does not have", b => Add(b, "customer/deleted", "data.customer"), "*'a'*data.customer*has no member \"customer\"*customerId*"),
        Setup("a match path in another case", b => Add(b, "customer/deleted", "data.CustomerId"), "*'a'*Did you mean \"customerId\"? Case counts*"),
        Setup("a match path without data", b => Add(b, "customer/deleted", "customerId"), "*'a'*does not begin with \"data.\"*"),
        Setup("a match path beyond a value", b => Add(b, "customer/deleted", "data.customerId.x"), "*'a'*single value*"),
        Setup("a rule with an empty event name", b => Add(b, "", "data.customerId"), "*'a'*event name*not acceptable*"),
        Setup("a rule with white space in its event name", b => Add(b, "customer deleted", "data.customerId"), "*'a'*event name*not acceptable*"),
        Setup("a malformed cron in code", b => b.AddRecurring("a", "0 25 * * *", () => { }), "*'a'*hour '25' at position 3*"),
    ];

    [TestCaseSource(nameof(Setups))]
    public async Task A_host_that_can_not_work_does_not_start(Action<ISchedulingBuilder> configure, string message) =>
        (await FluentActions.Awaiting(() => new EngineHost(b =>
        {
            new ReminderJobs().Register(b);
            configure(b);
        }).StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>()).WithMessage(message);

    private static void Add(ISchedulingBuilder builder, string eventName, string match) =>
        builder.AddJob<Reminder>("a", (_, _, _) => Task.CompletedTask, job => job.CancelOn(eventName, match));

    private static TestCaseData Setup(string what, Action<ISchedulingBuilder> configure, string message) =>
        new TestCaseData(configure, message).SetName($"A_host_with_{what.Replace(' ', '_')}_does_not_start");
}
