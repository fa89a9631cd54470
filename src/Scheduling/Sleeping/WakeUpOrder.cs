using Scheduling.Storage;

namespace Scheduling.Sleeping;

/// <summary>The two orders in which a window keeps its wake-ups. Both are total: ties are ordered by id and kind.</summary>
internal static class WakeUpOrder
{
    public static IComparer<WakeUp> ByTime { get; } = Comparer<WakeUp>.Create(static (a, b) =>
    {
        var time = a.At.CompareTo(b.At);
        return time != 0 ? time : CompareIdentity(a, b);
    });

    public static IComparer<WakeUp> ByFiring { get; } = Comparer<WakeUp>.Create(static (a, b) =>
    {
        var time = a.FireAt.CompareTo(b.FireAt);
        return time != 0 ? time : CompareIdentity(a, b);
    });

    private static int CompareIdentity(WakeUp a, WakeUp b)
    {
        var id = IdOrder.Instance.Compare(a.Id, b.Id);
        return id != 0 ? id : a.Kind.CompareTo(b.Kind);
    }
}
