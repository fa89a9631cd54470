namespace Scheduling.ConsoleHost.Stores;

/// <summary>Where schedules are kept.</summary>
internal abstract record StoreChoice
{
    private StoreChoice()
    {
    }

    /// <summary>Whether schedules of an earlier process may be found there.</summary>
    public virtual bool Outlives => true;

    /// <summary>In a sentence, without secrets.</summary>
    public abstract string Said { get; }

    public sealed record Memory : StoreChoice
    {
        public override bool Outlives => false;

        public override string Said => "schedules are kept in memory and end with this process";
    }

    /// <param name="Path">The whole path of the file.</param>
    public sealed record Sqlite(string Path) : StoreChoice
    {
        public override string Said => $"schedules are kept in {Path}";
    }

    /// <param name="ConnectionString">As Npgsql reads it.</param>
    /// <param name="Place">The database and its server, without secrets.</param>
    public sealed record Postgres(string ConnectionString, string Place) : StoreChoice
    {
        public override string Said => $"schedules are kept in {Place}";
    }
}
