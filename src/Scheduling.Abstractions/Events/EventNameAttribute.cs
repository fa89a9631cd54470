namespace Scheduling.Events;

/// <summary>The name under which an event of this type is sent and matched, for example <c>customer/deleted</c>.</summary>
/// <param name="name">The name: 1 to 200 characters without white space or control characters.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
