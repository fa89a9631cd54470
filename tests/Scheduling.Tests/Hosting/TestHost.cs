using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Tests.Hosting;

internal static class TestHost
{
    /// <summary>Services with one store and one bus, so that only what a test adds can be wrong.</summary>
    public static ISchedulingBuilder Builder(Action<SchedulingOptions>? configure = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(Substitute.For<IScheduleStore>());
        services.AddSingleton(Substitute.For<IEventBus>());
        return services.AddEventDrivenScheduling(configure);
    }

    public static JobRegistry Registry(this ISchedulingBuilder builder) =>
        builder.Services.BuildServiceProvider().GetRequiredService<JobRegistry>();

    public static void Check(this ISchedulingBuilder builder) =>
        builder.Services.BuildServiceProvider().GetRequiredService<SchedulingConfigurationCheck>().Check();

    /// <summary>What keeps the host from starting.</summary>
    public static string Problem(this ISchedulingBuilder builder)
    {
        try
        {
            builder.Check();
        }
        catch (SchedulingConfigurationException exception)
        {
            return exception.Message;
        }

        throw new AssertionException("The configuration was accepted.");
    }
}
