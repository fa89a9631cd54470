using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>Puts schedules into a store past any node, as if others had saved them.</summary>
internal static class StoreFilling
{
    private const int Batch = 10_000;

    public static async Task FillAsync(this IScheduleStore store, int count, Func<int, string> id, Func<int, DateTimeOffset> dueAt)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(Batch))
        {
            await store.SaveAsync([.. part.Select(i => Write(id(i), dueAt(i)))], CancellationToken.None);
        }
    }

    private static ScheduleWrite Write(string id, DateTimeOffset dueAt) => new()
    {
        Id = id,
        Job = RunLog.Job,
        Recurrence = RecurrenceText.Write(Recurrence.Once(dueAt)),
        NextDue = dueAt,
        Owner = "somebody",
    };
}
