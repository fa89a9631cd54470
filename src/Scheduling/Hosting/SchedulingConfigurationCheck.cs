using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scheduling.Errors;

namespace Scheduling.Hosting;

/// <summary>Checks, when the host starts, all that was said while it was set up.</summary>
internal sealed class SchedulingConfigurationCheck(
    IServiceProvider provider,
    SchedulingRegistrations registrations,
    IOptions<SchedulingOptions> options,
    IEnumerable<IConfigureOptions<SchedulingOptions>> configures,
    IEnumerable<IPostConfigureOptions<SchedulingOptions>> postConfigures)
{
    /// <summary>Returns if the host can start.</summary>
    /// <exception cref="SchedulingConfigurationException">It can't; the message names every problem, each with its mend.</exception>
    public void Check()
    {
        var wrongOptions = OptionsProblems();
        List<string> problems =
        [
            .. wrongOptions,
            .. AdapterCount.Problems(registrations.Services),
            .. RegistryFor(wrongOptions).Problems,
        ];
        if (problems.Count > 0)
        {
            throw new SchedulingConfigurationException(problems.Count == 1
                ? problems[0]
                : $"Scheduling can't start; {problems.Count} problems:{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}");
        }
    }

    private IReadOnlyList<string> OptionsProblems()
    {
        try
        {
            _ = options.Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    private JobRegistry RegistryFor(IReadOnlyList<string> wrongOptions)
    {
        if (wrongOptions.Count == 0)
        {
            return provider.GetRequiredService<JobRegistry>();
        }

        // Options that are wrong elsewhere still say how payloads are written, which decides whether the jobs are right.
        var json = new OptionsFactory<SchedulingOptions>(configures, postConfigures).Create(Options.DefaultName).Json;
        var isService = ServiceKinds.Of(provider.GetService<IServiceProviderIsService>(), registrations.Services);
        return JobRegistryFactory.Create(registrations, json ?? JsonDefaults.Create(), isService);
    }
}
