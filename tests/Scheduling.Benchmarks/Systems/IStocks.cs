namespace Scheduling.Benchmarks.Systems;

/// <summary>A system whose PostgreSQL tables can be filled with what sleeps.</summary>
internal interface IStocks
{
    /// <summary>Saves one that sleeps, and multiplies its rows in the database.</summary>
    Task StockAsync(int count);
}
