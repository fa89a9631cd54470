namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>Sees to it that the tables are there, and of the version that this library needs.</summary>
internal abstract class StoreSchema
{
    /// <summary>Creates or migrates them where that was asked for; else checks them.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);
}
