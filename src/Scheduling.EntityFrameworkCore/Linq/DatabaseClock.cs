using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>The database's own clock, as its provider translates it: so nodes whose clocks differ agree.</summary>
internal sealed class DatabaseClock : IStoreClock
{
    // Translated, never called: so this is not the clock of the process.
    private static readonly Expression<Func<SchemaEntity, DateTime>> s_now = Expression.Lambda<Func<SchemaEntity, DateTime>>(
        Expression.Property(null, typeof(DateTime), "UtcNow"), Expression.Parameter(typeof(SchemaEntity), "row"));

    public async Task<DateTime> NowAsync(DbContext context, CancellationToken cancellationToken)
    {
        var now = await context.Set<SchemaEntity>().Where(row => row.Id == 1).Select(s_now).SingleAsync(cancellationToken).ConfigureAwait(false);
        return Times.Column(new DateTimeOffset(now.Ticks, TimeSpan.Zero));
    }
}
