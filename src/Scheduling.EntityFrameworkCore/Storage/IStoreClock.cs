using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>The clock that a store decides by.</summary>
internal interface IStoreClock
{
    /// <summary>The time now, cut to the microsecond.</summary>
    Task<DateTime> NowAsync(DbContext context, CancellationToken cancellationToken);
}
