namespace Scheduling.EntityFrameworkCore.Hosting;

/// <summary>How a store in a database of its own context works.</summary>
public sealed class EntityFrameworkStoreOptions
{
    /// <summary>
    /// Whether a host that starts makes the tables, or migrates them to the version that it needs; on by default. Many hosts may start at once: one migrates, the others wait. Off where somebody else runs the
    /// script from the package's folder <c>sql</c>: then tables that are missing or too old keep the host from starting, with a message that says so.
    /// </summary>
    public bool MigrateAtStart { get; set; } = true;
}
