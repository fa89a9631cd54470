namespace Scheduling.Jobs;

/// <summary>A job as it was registered, before the services are known.</summary>
/// <param name="Name">The job's name, unchecked.</param>
/// <param name="Settings">What its builder has been told.</param>
/// <param name="Bind">
/// Makes the handler, given what is a service. Throws <see cref="Errors.SchedulingConfigurationException"/> with the fact and the mend.
/// </param>
internal sealed record JobRegistration(string Name, JobSettings Settings, Func<Predicate<Type>, JobHandler> Bind);
