using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Tests.Hosts;

namespace Scheduling.EntityFrameworkCore.Tests.UserContexts;

/// <summary>A context whose names follow a convention, with schedules in a schema of their own.</summary>
public sealed class SnakeContext(DbContextOptions<SnakeContext> options) : DbContext(options)
{
    public DbSet<Workflow> Workflows => Set<Workflow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScheduling(schema: "jobs", tablePrefix: "");
}
