using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>Draws versions and fences from the counter's row, which stays locked until the transaction ends.</summary>
internal sealed class LinqNumbers(DbContext context)
{
    private long _next;
    private long _last = -1;

    public async Task ReserveAsync(int numbers, CancellationToken cancellationToken)
    {
        if (numbers <= _last - _next + 1)
        {
            return;
        }

        var row = context.Set<SchemaEntity>().Where(row => row.Id == 1);
        await row.ExecuteUpdateAsync(set => set.SetProperty(schema => schema.Counter, schema => schema.Counter + numbers), cancellationToken).ConfigureAwait(false);
        _last = await row.Select(schema => schema.Counter).SingleAsync(cancellationToken).ConfigureAwait(false);
        _next = _last - numbers + 1;
    }

    public long Draw() => _next <= _last ? _next++ : throw new InvalidOperationException("More numbers are drawn than were reserved.");
}
