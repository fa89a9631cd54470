using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>In which order runs are locked where one statement locks several: batches that meet wait for each other then, and do not deadlock.</summary>
internal static class Locking
{
    /// <summary>By their ids, but the buffered ones last: whoever ends a run holds it when it locks the one that waits for it.</summary>
    public static string Order(string run) => $"({run}.state = {(int)RunState.Buffered}), {run}.id";
}
