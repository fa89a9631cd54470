using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Scheduling.Errors;

namespace Scheduling.Jobs;

/// <summary>Makes a handler of any delegate.</summary>
internal static class DelegateHandler
{
    [RequiresUnreferencedCode("Reads the parameters of a delegate.")]
    [RequiresDynamicCode("Calls a delegate whose type is not known.")]
    public static JobHandler Of(Delegate handler, string job, Predicate<Type> isService)
    {
        if (!handler.HasSingleTarget)
        {
            throw new SchedulingConfigurationException(
                $"The handler of the job '{job}' is several delegates combined, of which only the last could be awaited. Register one that calls them.");
        }

        // The attributes stand on the method, the call goes to the delegate: the two differ by the first parameter if the delegate closes over it.
        var invoke = handler.GetType().GetMethod("Invoke")!;
        var parameters = handler.Method.GetParameters()[^invoke.GetParameters().Length..];
        var (payloadType, arguments) = DelegateArguments.Of(parameters, job, isService);
        var complete = Completion(handler.Method, job);
        var invoker = MethodInvoker.Create(invoke);
        return new JobHandler(payloadType, (scope, payload, run, cancellationToken) =>
        {
            var values = Array.ConvertAll(arguments, argument => argument(scope, payload, run, cancellationToken));
            return complete(invoker.Invoke(handler, values.AsSpan()));
        });
    }

    [RequiresUnreferencedCode("Reads the parameters of a delegate.")]
    [RequiresDynamicCode("Calls a delegate whose type is not known.")]
    private static Func<object?, Task> Completion(MethodInfo method, string job)
    {
        var type = method.ReturnType;
        if (type == typeof(void) && !method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            return _ => Task.CompletedTask;
        }

        if (type.IsAssignableTo(typeof(Task)))
        {
            return result => (Task)result!;
        }

        if (type == typeof(ValueTask))
        {
            return result => ((ValueTask)result!).AsTask();
        }

        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var asTask = MethodInvoker.Create(type.GetMethod(nameof(ValueTask<>.AsTask))!);
            return result => (Task)asTask.Invoke(result)!;
        }

        throw new SchedulingConfigurationException(type == typeof(void)
            ? $"The handler of the job '{job}' is async void, so that its end and its failures can't be seen. Return Task."
            : $"The handler of the job '{job}' returns {type}. Return Task, ValueTask or nothing.");
    }
}
