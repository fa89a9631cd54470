using Microsoft.EntityFrameworkCore;

namespace Scheduling.Benchmarks.Systems.Polling;

/// <summary>The table that is polled.</summary>
internal sealed class PollerContext(string connection) : DbContext
{
    public DbSet<PollerEntity> Tasks => Set<PollerEntity>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connection);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<PollerEntity>().HasIndex(task => new { task.IsDone, task.Due });
}
