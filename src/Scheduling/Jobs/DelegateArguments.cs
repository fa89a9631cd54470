using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Errors;

namespace Scheduling.Jobs;

/// <summary>Decides what each parameter of a delegate handler is given.</summary>
/// <remarks>
/// <see cref="RunContext"/> and <see cref="CancellationToken"/> are the run's; what is registered as a service, or is marked
/// <c>[FromKeyedServices]</c>, comes from the scope. Of the others one is the payload: the one marked <see cref="JobPayloadAttribute"/>,
/// else the first parameter.
/// </remarks>
internal static class DelegateArguments
{
    [RequiresUnreferencedCode("Reads the parameters of a delegate.")]
    public static (Type? PayloadType, DelegateArgument[] Arguments) Of(ParameterInfo[] parameters, string job, Predicate<Type> isService)
    {
        var payload = FindPayload(parameters, job, isService);
        var arguments = Array.ConvertAll(parameters, parameter => Of(parameter, payload, job, isService));
        return (payload?.ParameterType, arguments);
    }

    private static ParameterInfo? FindPayload(ParameterInfo[] parameters, string job, Predicate<Type> isService)
    {
        var marked = parameters.Where(parameter => parameter.IsDefined(typeof(JobPayloadAttribute))).ToArray();
        if (marked.Length > 1)
        {
            throw new SchedulingConfigurationException(
                $"The handler of the job '{job}' has {marked.Length} parameters marked [JobPayload]. Mark one, and make one type of what they carry.");
        }

        return marked.Length == 1 ? marked[0]
            : parameters.Length > 0 && !parameters[0].HasDefaultValue && !IsGiven(parameters[0], isService) ? parameters[0]
            : null;
    }

    private static bool IsGiven(ParameterInfo parameter, Predicate<Type> isService) =>
        parameter.ParameterType == typeof(RunContext)
        || parameter.ParameterType == typeof(CancellationToken)
        || parameter.IsDefined(typeof(FromKeyedServicesAttribute))
        || isService(parameter.ParameterType);

    private static DelegateArgument Of(ParameterInfo parameter, ParameterInfo? payloadParameter, string job, Predicate<Type> isService)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef || type.IsByRefLike || type.IsPointer)
        {
            throw new SchedulingConfigurationException(
                $"The parameter '{parameter.Name}' of the handler of the job '{job}' is a reference, a pointer or a ref struct. Take it by value, as an ordinary type.");
        }

        if (parameter == payloadParameter)
        {
            return (_, payload, _, _) => payload;
        }

        if (type == typeof(RunContext))
        {
            return (_, _, run, _) => run;
        }

        if (type == typeof(CancellationToken))
        {
            return (_, _, _, cancellationToken) => cancellationToken;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return (scope, _, _, _) => scope.GetRequiredKeyedService(type, keyed.Key);
        }

        if (isService(type))
        {
            return (scope, _, _, _) => scope.GetRequiredService(type);
        }

        return parameter.HasDefaultValue
            ? Constant(parameter.DefaultValue)
            : throw new SchedulingConfigurationException(
                $"The parameter '{parameter.Name}' ({type}) of the handler of the job '{job}' is not a registered service, and is not the payload. "
                + "Register it as a service; or, if it is the payload, make it the first parameter or mark it with [JobPayload].");
    }

    private static DelegateArgument Constant(object? value) => (_, _, _, _) => value;
}
