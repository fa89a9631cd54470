using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>
/// Describes the tables to a model. Concurrency tokens are what two writers of a row could take from each other; the LINQ dialect relies on them, while those with SQL of their own compare what
/// they must.
/// </summary>
internal sealed class TableBuilder(ModelBuilder model, string? schema, string prefix, string? collation, string? timeType)
{
    private const int IdLength = 200;
    private const int EarlierBufferLimit = 100;

    // Databases without zones in their times give them back as of no kind.
    private static readonly ValueConverter<DateTime, DateTime> s_utc = new(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

    public void AddSchedules()
    {
        var table = Table<ScheduleEntity>("schedules");
        table.HasKey(schedule => schedule.Id);
        Id(table, schedule => schedule.Id);
        Id(table, schedule => schedule.Group);
        Id(table, schedule => schedule.Name);
        Id(table, schedule => schedule.Job);
        table.Property(schedule => schedule.Version).IsConcurrencyToken();
        table.Property(schedule => schedule.Asked).IsConcurrencyToken();
        table.Property(schedule => schedule.Succeeded).IsConcurrencyToken();
        table.Property(schedule => schedule.Failed).IsConcurrencyToken();
        table.Property(schedule => schedule.Cancelled).IsConcurrencyToken();
        table.Property(schedule => schedule.CatchUpWindow).HasConversion<long>();

        // For the rows of earlier versions, and those that their hosts still write.
        table.Property(schedule => schedule.BufferLimit).HasDefaultValue(EarlierBufferLimit).ValueGeneratedNever();
        table.Property(schedule => schedule.FailureStreak).IsConcurrencyToken();
        Index(table, "due", schedule => new { schedule.Job, schedule.NextDue, schedule.Id }, "state = 0 AND next_due IS NOT NULL");
        Index(table, "job", schedule => new { schedule.Job, schedule.Id }, null);
        Index(table, "state", schedule => new { schedule.State, schedule.Id }, "state <> 0");
        Index(table, "group", schedule => new { schedule.Group, schedule.Id }, "schedule_group IS NOT NULL");
        Index(table, "declared", schedule => schedule.Id, "declared_by IS NOT NULL");
        Describe(table);
    }

    public void AddRuns()
    {
        var table = Table<RunEntity>("runs");
        table.HasKey(run => run.Id);
        table.Property(run => run.Id).ValueGeneratedNever();
        Id(table, run => run.ScheduleId);
        Id(table, run => run.Group);
        Id(table, run => run.Name);
        Id(table, run => run.Job);
        table.Property(run => run.Attempt).IsConcurrencyToken();
        table.Property(run => run.State).IsConcurrencyToken();
        table.Property(run => run.LeaseUntil).IsConcurrencyToken();
        table.Property(run => run.Started).IsConcurrencyToken();
        table.Property(run => run.Cancel).IsConcurrencyToken();
        table.Property(run => run.Followed).IsConcurrencyToken();

        // Not "ended_at IS NULL": whoever looks for the open runs of one schedule says so, and would be led to this index of all open runs wherever the database believes that there are few.
        Index(table, "wake", run => new { run.Job, run.LeaseUntil, run.Id }, "state IN (0, 1, 5)");
        Index(table, "schedule", run => new { run.ScheduleId, run.EndedAt }, null);
        Index(table, "ended", run => run.EndedAt, "ended_at IS NOT NULL");
        Index(table, "buffered", run => new { run.ScheduleId, run.Occurrence, run.Id }, "state = 5");
        Describe(table);
    }

    public void AddCancelKeys()
    {
        var table = Table<CancelKeyEntity>("cancel_keys");
        table.HasKey(key => new { key.Key, key.ScheduleId });
        Id(table, key => key.Key);
        Id(table, key => key.ScheduleId);
        table.HasOne<ScheduleEntity>().WithMany().HasForeignKey(key => key.ScheduleId).OnDelete(DeleteBehavior.Cascade);
        Index(table, "schedule", key => key.ScheduleId, null);
        Describe(table);
    }

    public void AddLabels()
    {
        var table = Table<LabelEntity>("labels");
        table.HasKey(label => new { label.ScheduleId, label.Name });
        Id(table, label => label.ScheduleId);
        Id(table, label => label.Name);
        Id(table, label => label.Value);
        table.HasOne<ScheduleEntity>().WithMany().HasForeignKey(label => label.ScheduleId).OnDelete(DeleteBehavior.Cascade);
        Index(table, "value", label => new { label.Name, label.Value, label.ScheduleId }, null);
        Describe(table);
    }

    public void AddJobs()
    {
        var table = Table<JobEntity>("jobs");
        table.HasKey(job => job.Job);
        Id(table, job => job.Job);
        Describe(table);
    }

    public void AddSchema()
    {
        var table = Table<SchemaEntity>("schema");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Counter).IsConcurrencyToken();
        table.HasData(new SchemaEntity { Id = 1, Version = SchemaEntity.CurrentVersion, Counter = 0 });
        Describe(table);
    }

    private EntityTypeBuilder<TEntity> Table<TEntity>(string name)
        where TEntity : class => model.Entity<TEntity>().ToTable(prefix + name, schema);

    private void Id<TEntity>(EntityTypeBuilder<TEntity> table, Expression<Func<TEntity, string?>> property)
        where TEntity : class
    {
        var text = table.Property(property).HasMaxLength(IdLength);
        if (collation is not null)
        {
            text.UseCollation(collation);
        }
    }

    private static void Index<TEntity>(EntityTypeBuilder<TEntity> table, string name, Expression<Func<TEntity, object?>> columns, string? filter)
        where TEntity : class
    {
        var index = table.HasIndex(columns).HasDatabaseName($"ix_{table.Metadata.GetTableName()}_{name}");
        if (filter is not null)
        {
            index.HasFilter(filter);
        }
    }

    private void Describe<TEntity>(EntityTypeBuilder<TEntity> table)
        where TEntity : class
    {
        foreach (var property in typeof(TEntity).GetProperties())
        {
            var column = table.Property(property.Name).HasColumnName(ColumnNames.Of(property.Name));
            if (property.PropertyType == typeof(DateTime) || property.PropertyType == typeof(DateTime?))
            {
                column.HasPrecision(6).HasConversion(s_utc);
                if (timeType is not null)
                {
                    column.HasColumnType(timeType);
                }
            }
        }
    }
}
