using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>The operations' statements, made once for the tables of a model.</summary>
internal sealed class PostgresStatements(TableNames tables)
{
    public Opening Opening { get; } = new(tables);

    public WakingUp WakingUp { get; } = new(tables);

    public Claiming Claiming { get; } = new(tables);

    public Renewing Renewing { get; } = new(tables);

    public Rescuing Rescuing { get; } = new(tables);

    public Finishing Finishing { get; } = new(tables);

    public Saving Saving { get; } = new(tables);

    public Stopping Stopping { get; } = new(tables);

    public Triggering Triggering { get; } = new(tables);

    public Changing Changing { get; } = new(tables);

    public Reading Reading { get; } = new(tables);

    public Listing Listing { get; } = new(tables);
}
