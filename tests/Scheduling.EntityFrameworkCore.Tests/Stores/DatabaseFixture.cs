using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>A store on a file of its own.</summary>
public abstract class DatabaseFixture : ScheduleStoreFixture
{
    private DatabaseFile? _file;

    public DatabaseFile File => _file ?? throw new InvalidOperationException("The store is not made yet.");

    internal abstract IStoreDialect Dialect { get; }

    public override async Task<IScheduleStore> CreateAsync()
    {
        _file = await DatabaseFile.CreateAsync();
        OwnContextSource contexts = new(_file.Open);
        return new EntityFrameworkScheduleStore(contexts, Dialect, new StoreSchema(contexts, migrator: null, processLock: null));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
