using Microsoft.EntityFrameworkCore;

namespace Scheduling.WorkflowApi.Data;

/// <summary>The application's own context. It holds the tables of Scheduling too, so that schedules change in its transactions.</summary>
internal sealed class WorkflowContext(DbContextOptions<WorkflowContext> options) : DbContext(options)
{
    private const int KeyLength = 450;

    public DbSet<Workflow> Workflows => Set<Workflow>();

    public DbSet<WorkflowNode> Nodes => Set<WorkflowNode>();

    public DbSet<NodeEffect> Effects => Set<NodeEffect>();

    public DbSet<ShadowRun> ShadowRuns => Set<ShadowRun>();

    public DbSet<PolledJob> PolledJobs => Set<PolledJob>();

    public DbSet<PolledRun> PolledRuns => Set<PolledRun>();

    public DbSet<MigratedJob> MigratedJobs => Set<MigratedJob>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddScheduling();
        modelBuilder.Entity<Workflow>(workflow =>
        {
            workflow.ToTable("workflows").HasKey(row => row.Id);
            workflow.Property(row => row.Version).IsConcurrencyToken();
            workflow.HasMany(row => row.Nodes).WithOne().HasForeignKey(node => node.WorkflowId);
        });
        modelBuilder.Entity<WorkflowNode>().ToTable("nodes").HasKey(node => new { node.WorkflowId, node.Key });
        modelBuilder.Entity<NodeEffect>(effect =>
        {
            effect.ToTable("node_effects").HasKey(row => row.IdempotencyKey);
            effect.Property(row => row.IdempotencyKey).HasMaxLength(KeyLength);
        });
        modelBuilder.Entity<ShadowRun>(run =>
        {
            run.ToTable("shadow_runs").HasKey(row => row.IdempotencyKey);
            run.Property(row => row.IdempotencyKey).HasMaxLength(KeyLength);
            run.HasIndex(row => new { row.WorkflowId, row.NodeKey });
        });
        modelBuilder.Entity<PolledJob>().HasIndex(row => row.NextRun);
        modelBuilder.Entity<PolledRun>().HasIndex(row => row.JobId);
        modelBuilder.Entity<MigratedJob>(row =>
        {
            row.ToTable("migrated_jobs").HasKey(migrated => migrated.PolledId);
            row.Property(migrated => migrated.PolledId).ValueGeneratedNever();
            row.HasIndex(migrated => migrated.ScheduleId).IsUnique();
        });
    }
}
