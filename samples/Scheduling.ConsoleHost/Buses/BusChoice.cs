using Scheduling.ConsoleHost.Stores;

namespace Scheduling.ConsoleHost.Buses;

/// <summary>How hosts on one store hear of each other.</summary>
internal abstract record BusChoice
{
    private BusChoice()
    {
    }

    /// <summary>What stands behind where schedules are kept, without secrets.</summary>
    public abstract string SaidBehind(StoreChoice store);

    public sealed record Memory : BusChoice
    {
        public override string SaidBehind(StoreChoice store) => store is StoreChoice.Postgres
            ? "; the bus is in this process, so run one node alone, or give --bus redis:CONNECTION: changes made on a second one would be noticed late"
            : "";
    }

    /// <param name="ConnectionString">As StackExchange.Redis reads it.</param>
    /// <param name="Place">The server, without secrets.</param>
    public sealed record Redis(string ConnectionString, string Place) : BusChoice
    {
        public override string SaidBehind(StoreChoice store) => $"; nodes hear of each other through Redis on {Place}";
    }
}
