using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>The operations' statements, made once for the tables of a model.</summary>
internal sealed class PostgresStatements
{
    public PostgresStatements(TableNames tables)
    {
        WeighedSchedules weighed = new();
        (Opening, WakingUp, Claiming, Renewing, Rescuing) = (new(tables), new(tables), new(tables, weighed), new(tables), new(tables));
        (Finishing, Saving, Stopping, Triggering, Changing) = (new(tables), new(tables, weighed), new(tables), new(tables), new(tables));
        (Reading, Listing) = (new(tables), new(tables));
    }

    public Opening Opening { get; }

    public WakingUp WakingUp { get; }

    public Claiming Claiming { get; }

    public Renewing Renewing { get; }

    public Rescuing Rescuing { get; }

    public Finishing Finishing { get; }

    public Saving Saving { get; }

    public Stopping Stopping { get; }

    public Triggering Triggering { get; }

    public Changing Changing { get; }

    public Reading Reading { get; }

    public Listing Listing { get; }
}
