using System.Reflection;
using Scheduling.Events;

namespace Scheduling.Matching;

/// <summary>The names of events. Pure.</summary>
internal static class EventNames
{
    private const int MaxLength = 200;

    /// <summary>The name itself, if it is acceptable.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what would be.</exception>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || !KeyText.IsPlain(name))
        {
            var shown = name.Length <= MaxLength ? $"\"{name}\"" : $"of {name.Length} characters";
            throw new ArgumentException(
                $"The event name {shown} is not acceptable. Use 1 to {MaxLength} characters without white space, control characters and '=', such as customer/deleted.",
                nameof(name));
        }

        return name;
    }

    /// <summary>The name that the type of an event's data carries.</summary>
    /// <exception cref="ArgumentException">It carries none: it is anonymous, or of the base library.</exception>
    public static string OfData(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var type = data.GetType();
        return type.Namespace is null or "System" || type.Namespace.StartsWith("System.", StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"The type {type.Name} names no event. Call SendAsync(eventName, data), or give the event a type of its own with [EventName(\"…\")].", nameof(data))
            : Of(type);
    }

    /// <summary>The name that a type carries (<see cref="EventNameAttribute"/>), else the type's own.</summary>
    public static string Of(Type type) => Check(type.GetCustomAttribute<EventNameAttribute>()?.Name ?? type.Name);
}
