using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Scheduling.Conventions.Tests.Types;

/// <summary>Every log message of an assembly has an event id of its own, which users filter by.</summary>
internal static class EventIdRule
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Check(IEnumerable<Type> types)
    {
        var messages =
            from type in types
            from method in type.GetMethods(All)
            from attribute in method.GetCustomAttributes<LoggerMessageAttribute>()
            select (Id: attribute.EventId, Name: $"{type.FullName}.{method.Name}");
        foreach (var same in messages.GroupBy(message => message.Id))
        {
            var names = string.Join(", ", same.Select(message => message.Name));
            if (same.Key <= 0)
            {
                yield return $"{names}: has no event id. Give each a number of its own.";
            }
            else if (same.Count() > 1)
            {
                yield return $"{names}: share the event id {same.Key}. Give each a number of its own.";
            }
        }
    }
}
