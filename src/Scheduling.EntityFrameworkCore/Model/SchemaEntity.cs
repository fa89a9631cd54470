namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>The one row that says which version the tables have, and from which versions and fences are drawn where the database has no sequences.</summary>
public sealed class SchemaEntity
{
    /// <summary>The version of the tables that this library makes and needs.</summary>
    public const int CurrentVersion = 4;

    internal SchemaEntity()
    {
    }

    /// <summary>Always 1.</summary>
    public int Id { get; internal set; }

    /// <summary>The version of the tables; written by migrations.</summary>
    public int Version { get; internal set; }

    /// <summary>The last number drawn.</summary>
    public long Counter { get; internal set; }
}
