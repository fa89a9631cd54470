using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>In which order runs are locked where one statement locks several: batches that meet wait for each other then, and hardly ever deadlock.</summary>
/// <remarks>A run that is promoted between the snapshots of two rescues has another place in each. The server then ends one of them, whose batch is sent again.</remarks>
internal static class Locking
{
    /// <summary>By their ids, but the buffered ones last: whoever ends a run holds it when it locks the one that waits for it.</summary>
    public static string Order(string run) => $"({run}.state = {(int)RunState.Buffered}), {run}.id";
}
