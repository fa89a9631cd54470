namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>One row for each limit key, over which transactions meet that let runs with the key go on, where the database has no other lock for that.</summary>
public sealed class LimitEntity
{
    internal LimitEntity()
    {
    }

    /// <summary>The key.</summary>
    public string Key { get; internal set; } = null!;

    /// <summary>Raised by each of them.</summary>
    public long Version { get; internal set; }
}
