using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Errors;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>The tables' names in the model of a context, quoted for its database.</summary>
internal sealed class TableNames
{
    private readonly ISqlGenerationHelper _sql;

    public TableNames(DbContext context)
    {
        _sql = context.GetService<ISqlGenerationHelper>();
        var schedules = Find<ScheduleEntity>(context);
        Schedules = Quote(schedules);
        Runs = Quote(Find<RunEntity>(context));
        CancelKeys = Quote(Find<CancelKeyEntity>(context));
        Labels = Quote(Find<LabelEntity>(context));
        Jobs = Quote(Find<JobEntity>(context));
        Schema = Quote(Find<SchemaEntity>(context));
        var prefix = schedules.GetTableName()![..^"schedules".Length];
        Versions = _sql.DelimitIdentifier(prefix + "versions", schedules.GetSchema());
    }

    public string Schedules { get; }

    public string Runs { get; }

    public string CancelKeys { get; }

    public string Labels { get; }

    public string Jobs { get; }

    public string Schema { get; }

    /// <summary>The sequence, where the database has them.</summary>
    public string Versions { get; }

    private static IEntityType Find<TEntity>(DbContext context)
    {
        var name = context.GetType().Name;
        var type = context.Model.FindEntityType(typeof(TEntity)) ?? throw new SchedulingConfigurationException(
            $"The model of {name} does not hold the tables of Scheduling. Call modelBuilder.AddScheduling() in its OnModelCreating, and add a migration.");

        // The SQL of the dialects names columns as AddScheduling does.
        var renamed = type.GetProperties().FirstOrDefault(property => !property.IsShadowProperty() && property.GetColumnName() != ColumnNames.Of(property.Name));
        return renamed is null ? type : throw new SchedulingConfigurationException(
            $"The column of {typeof(TEntity).Name}.{renamed.Name} is called '{renamed.GetColumnName()}' in the model of {name}, and Scheduling's SQL calls it "
            + $"'{ColumnNames.Of(renamed.Name)}'. Leave out the types of Scheduling.EntityFrameworkCore.Model where you rename columns.");
    }

    private string Quote(IEntityType type) => _sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
}
