namespace Scheduling.Chaining;

/// <summary>A stretch of time in which a zone's clocks are not changed. All in ticks.</summary>
/// <param name="Start">When it begins, in UTC.</param>
/// <param name="End">When it ends, in UTC, itself not included.</param>
/// <param name="Offset">How far the zone's clocks are ahead of UTC.</param>
/// <param name="Reached">What the zone's clocks would say at the start, had they not been changed.</param>
internal readonly record struct ZoneSegment(long Start, long End, long Offset, long Reached)
{
    /// <summary>What the zone's clocks say at the start.</summary>
    public long LocalStart => Start + Offset;
}
