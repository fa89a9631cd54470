using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

public sealed class SchedulingContext(DbContextOptions<SchedulingContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScheduling();
}
