namespace Scheduling.Sleeping;

/// <summary>
/// What a node knows of the store's clock: how far it is from the node's own, learned from each reply and kept between them.
/// </summary>
/// <remarks>
/// The store read its clock somewhere between sending and receiving, so each reply bounds the difference from both sides. The kept value moves
/// only as far as a reply forces it: a slow reply, whose bounds are wide, does not spoil what a fast one taught, and a step of either clock is
/// followed with the next reply. The lower bound comes first, so that a node rather wakes a little late than asks too early.
/// </remarks>
internal sealed class StoreClock
{
    private TimeSpan? _offset;

    public DateTimeOffset At(DateTimeOffset local) => local + (_offset ?? TimeSpan.Zero);

    public DateTimeOffset ToLocal(DateTimeOffset storeTime)
    {
        var offset = _offset ?? TimeSpan.Zero;
        return offset > TimeSpan.Zero && storeTime - DateTimeOffset.MinValue < offset ? DateTimeOffset.MinValue
            : offset < TimeSpan.Zero && DateTimeOffset.MaxValue - storeTime < -offset ? DateTimeOffset.MaxValue
            : storeTime - offset;
    }

    public void Observe(DateTimeOffset storeNow, DateTimeOffset sentAt, DateTimeOffset receivedAt)
    {
        var lowest = storeNow - receivedAt;
        var highest = storeNow - sentAt;
        _offset = _offset is not { } offset || offset < lowest ? lowest
            : offset > highest ? highest
            : offset;
    }
}
