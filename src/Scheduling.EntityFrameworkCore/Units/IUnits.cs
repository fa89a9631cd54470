using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Carries out operations on a context: within its transaction if it has one, else each in one of its own.</summary>
internal interface IUnits
{
    /// <summary>Carries out an operation that changes nothing.</summary>
    Task<StoreReply<T>> ReadAsync<T>(Func<IRows, Task<T>> operation, CancellationToken cancellationToken);

    /// <summary>Carries out an operation that changes rows, and writes them out.</summary>
    /// <param name="numbers">How many versions and fences it may draw: drawing them first keeps others off who draw as well.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<StoreReply<T>> ChangeAsync<T>(int numbers, Func<IUnitOfWork, Task<T>> operation, CancellationToken cancellationToken);
}
