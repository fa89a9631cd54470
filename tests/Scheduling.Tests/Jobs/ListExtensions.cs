namespace Scheduling.Tests.Jobs;

internal static class ListExtensions
{
    public static void AddTo(this List<object?> list, string item) => list.Add(item);
}
