using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>A context of a user's own, in which schedules go with their workflow by cascade.</summary>
public sealed class AppContext(DbContextOptions<AppContext> options) : DbContext(options)
{
    public DbSet<Workflow> Workflows => Set<Workflow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddScheduling();
        modelBuilder.Entity<ScheduleEntity>().HasOne<Workflow>().WithMany().HasForeignKey(schedule => schedule.Group).OnDelete(DeleteBehavior.Cascade);
    }
}
