namespace Scheduling.Benchmarks.Systems;

/// <summary>A system with schedules that recur.</summary>
internal interface IRecurs
{
    /// <summary>Saves schedules that are due with each whole second.</summary>
    Task SaveRecurringAsync(int count);
}
