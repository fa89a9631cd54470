namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Versions and fences for one operation, taken from the counter's row at once; those that are not used are lost.</summary>
/// <param name="raise">Raises the counter by so many, and tells where it stands then. Its row stays locked until the transaction ends.</param>
internal sealed class Numbers(Func<int, CancellationToken, Task<long>> raise)
{
    private long _next;
    private long _last = -1;

    public async Task ReserveAsync(int count, CancellationToken cancellationToken)
    {
        if (count > _last - _next + 1)
        {
            _last = await raise(count, cancellationToken).ConfigureAwait(false);
            _next = _last - count + 1;
        }
    }

    public long Draw() => _next <= _last ? _next++ : throw new InvalidOperationException("More numbers are drawn than were reserved.");
}
