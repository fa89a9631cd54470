namespace Scheduling.Sleeping;

/// <summary>The earlier of two times, where null is never.</summary>
internal static class Earliest
{
    public static DateTimeOffset? Of(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
