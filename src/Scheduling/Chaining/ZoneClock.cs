namespace Scheduling.Chaining;

/// <summary>A zone, with the changes of its clocks in the years asked for of late. Safe for use by many threads; reading takes no lock.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    private const int Slots = 64;

    private readonly ZoneChapter?[] _chapters = new ZoneChapter?[Slots];

    public bool IsUtc { get; } = ReferenceEquals(zone, TimeZoneInfo.Utc);

    /// <summary>The segment in which a time lies, given in UTC ticks.</summary>
    public ref readonly ZoneSegment At(long utc)
    {
        var number = utc / ZoneChapter.Length;
        ref var slot = ref _chapters[number % Slots];
        var chapter = Volatile.Read(ref slot);
        if (chapter is null || chapter.Number != number)
        {
            chapter = ZoneChapter.Read(zone, number);
            Volatile.Write(ref slot, chapter);
        }

        return ref chapter.Find(utc);
    }
}
