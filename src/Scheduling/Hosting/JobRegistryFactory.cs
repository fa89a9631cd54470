using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Matching;

namespace Scheduling.Hosting;

/// <summary>Makes the registry of what was registered, and collects what can't be used instead of stopping at the first.</summary>
internal sealed class JobRegistryFactory(JsonSerializerOptions json, Predicate<Type> isService)
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, JobDefinition> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeclaredSchedule> _declared = new(StringComparer.Ordinal);

    public static JobRegistry Create(SchedulingRegistrations registrations, JsonSerializerOptions json, Predicate<Type> isService)
    {
        JobRegistryFactory factory = new(JsonDefaults.Freeze(json), isService);
        foreach (var group in registrations.Jobs.GroupBy(job => job.Name, StringComparer.Ordinal))
        {
            factory.CheckName(group.Key, group.Count());
            foreach (var job in group)
            {
                factory.AddJob(job);
            }
        }

        foreach (var schedule in registrations.Declared)
        {
            factory.Declare(schedule);
        }

        return new JobRegistry(factory._jobs.Values, [.. factory._declared.Values], factory._problems);
    }

    private void CheckName(string name, int times)
    {
        if (TextRule.Problem(name) is { } problem)
        {
            _problems.Add($"The job name '{name}' {problem}. Name the job with 1 to {TextRule.MaxLength} characters, none of them a control character.");
        }

        if (times > 1)
        {
            _problems.Add($"The job name '{name}' is registered {times} times, by AddJob, AddJobElsewhere or AddRecurring. Give each job a name of its own.");
        }
    }

    private void AddJob(JobRegistration registration)
    {
        var name = registration.Name;
        try
        {
            var handler = registration.Bind(isService);
            var payload = handler.PayloadType is { } type ? FormOf(type, name, handler.RunsHere) : null;
            var rules = registration.Settings.CancelOn.SelectMany(call => RulesOf(call, payload, name)).Distinct().ToArray();
            _jobs.TryAdd(name, new JobDefinition(name, handler, payload, rules, registration.Settings.Retry, registration.Settings.Callbacks));
        }
        catch (SchedulingConfigurationException exception)
        {
            _problems.Add(exception.Message);
        }
    }

    private IReadOnlyList<CancelRule> RulesOf(CancelOnCall call, JsonTypeInfo? payload, string job)
    {
        try
        {
            return CancelRules.Resolve([call], payload, json);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            _problems.Add($"The job '{job}' has a cancel rule that can't be used: {exception.Message}");
            return [];
        }
    }

    private JsonTypeInfo FormOf(Type type, string job, bool runsHere)
    {
        JsonTypeInfo form;
        try
        {
            form = json.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new SchedulingConfigurationException(
                $"The payload type {type} of the job '{job}' has no JSON form: {exception.Message} "
                + "Change the type, or set SchedulingOptions.Json.TypeInfoResolver to a source-generated context that has it.",
                exception);
        }

        return form is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null } && (type.IsInterface || type.IsAbstract)
            ? throw new SchedulingConfigurationException(runsHere
                ? $"The handler of the job '{job}' takes {type}, which is no registered service and can't be read from JSON as a payload. "
                    + "Register it as a service, or take a concrete type."
                : $"The job '{job}' is registered with the payload type {type}, which can't be read from JSON where the job runs. "
                    + "Name the concrete type that its handler takes.")
            : form;
    }

    private void Declare(DeclaredSchedule schedule)
    {
        try
        {
            RecurrenceCheck.Check(schedule.Recurrence);
        }
        catch (InvalidRecurrenceException exception)
        {
            _problems.Add($"The recurring job '{schedule.Job}' has a recurrence that can't be used: {exception.Message}");
        }

        // Without its job there is nothing more to say: the job itself has been told of.
        if (_jobs.TryGetValue(schedule.Job, out var job) && job is { RunsHere: true, PayloadType: { } payload })
        {
            _problems.Add(
                $"The handler of the recurring job '{schedule.Job}' takes a payload of type {payload}, but a schedule declared in code has none. "
                + "Register the type as a service if it is one; else use AddJob, and save the schedule with IScheduler.SaveAsync.");
        }

        _declared.TryAdd(schedule.Id, schedule);
    }
}
