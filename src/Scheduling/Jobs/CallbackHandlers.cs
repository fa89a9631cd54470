using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Jobs;

/// <summary>Makes callbacks of classes: without reflection over their members.</summary>
internal static class CallbackHandlers
{
    public static Task UseAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(RunCallback callback, CancellationToken cancellationToken)
        where THandler : class, IRunCallback =>
        JobHandlers.UseAsync<THandler>(callback.Services, handler => handler.RunAsync(callback, cancellationToken));
}
