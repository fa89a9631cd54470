namespace Scheduling.Jobs;

/// <summary>
/// Marks the parameter of a delegate handler that takes the payload. Needed only where the payload is not the first parameter, or where
/// its type is registered as a service.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class JobPayloadAttribute : Attribute;
