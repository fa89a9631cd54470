namespace Scheduling.Jobs;

/// <summary>Where one argument of a delegate handler comes from.</summary>
internal delegate object? DelegateArgument(
    IServiceProvider scope, object? payload, RunContext run, CancellationToken cancellationToken);
