using System.Diagnostics;

namespace Scheduling.Sleeping;

/// <summary>
/// The bounded set of the nearest wake-ups. Up to its horizon it is complete, as far as the node has heard; what lies beyond is in the
/// store and is read when the horizon comes near.
/// </summary>
/// <param name="capacity">How many wake-ups it holds at the most.</param>
/// <param name="fireAt">When this node acts on a wake-up.</param>
internal sealed class Window(int capacity, Func<WakeUp, DateTimeOffset> fireAt)
{
    private readonly Dictionary<(WakeUpKind, string), WakeUp> _byKey = [];
    private readonly SortedSet<WakeUp> _byTime = new(WakeUpOrder.ByTime);
    private readonly SortedSet<WakeUp> _waiting = new(WakeUpOrder.ByFiring);
    private readonly Dictionary<(WakeUpKind, string), (WakeUp? News, long GoneUpTo)> _heardWhileReading = [];
    private WakeUp? _last;
    private bool _isLastHeld;
    private bool _isReading;

    /// <summary>Wake-ups held, fired ones that are not settled yet included.</summary>
    public int Count => _byKey.Count;

    /// <summary>The most it has held since the store was read: below it, another page brings something new.</summary>
    public int Peak { get; private set; }

    /// <summary>Wake-ups that have not fired.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The time of the last wake-up up to which the window is complete; null when it is complete altogether.</summary>
    public DateTimeOffset? Horizon => _last?.At;

    /// <summary>When the first wake-up fires.</summary>
    public DateTimeOffset? NextFire => _waiting.Min?.FireAt;

    public bool IsLow => _last is not null && Count <= capacity / 4;

    public WakeUp? Find(WakeUpKind kind, string id) => _byKey.GetValueOrDefault((kind, id));

    /// <summary>From here until <see cref="Merge"/>, what is heard is newer than the page that is being read.</summary>
    public void BeginReading()
    {
        _isReading = true;
        _heardWhileReading.Clear();
    }

    public void AbandonReading() => _isReading = false;

    /// <summary>
    /// Takes over a page of the store: whatever it does not contain, and was not heard of meanwhile, is not there any more. Then what was heard
    /// meanwhile is taken over once more, since the horizon at which it may have been dropped was an earlier one.
    /// </summary>
    /// <param name="page">The wake-ups of the page.</param>
    /// <param name="more">Whether the store has later ones.</param>
    /// <param name="isWanted">Which of them are to be held; all of them say how far the page reaches.</param>
    public void Merge(IReadOnlyList<WakeUp> page, bool more, Func<WakeUp, bool> isWanted)
    {
        _isReading = false;
        var fresh = page.Where(isWanted).ToDictionary(w => w.Key);
        foreach (var known in _byKey.Values.ToArray())
        {
            if (known.Kind != WakeUpKind.Intent && !known.HasFired && !fresh.ContainsKey(known.Key) && !_heardWhileReading.ContainsKey(known.Key))
            {
                Drop(known);
            }
        }

        (_last, _isLastHeld) = more && page.Count > 0 ? (page.Max(WakeUpOrder.ByTime), true) : (null, false);
        foreach (var wakeUp in fresh.Values.Where(w => w.Version > _heardWhileReading.GetValueOrDefault(w.Key, (null, -1)).GoneUpTo))
        {
            Put(wakeUp);
        }

        // What has fired is in its place, or the page has newer.
        foreach (var heard in _heardWhileReading.Values.Select(h => h.News).OfType<WakeUp>().Where(h => !h.HasFired))
        {
            if (!(fresh.GetValueOrDefault(heard.Key) is { } read && !Supersedes(heard, read)))
            {
                Put(heard);
            }
        }

        _heardWhileReading.Clear();
        while (_byTime.Max is { HasFired: false } max && IsBeyond(max))
        {
            Drop(max);
        }

        Peak = Count;
    }

    /// <summary>Takes over news: newer ones replace what is known, older ones are ignored.</summary>
    public void Put(WakeUp news)
    {
        var known = Find(news.Kind, news.Id);
        if (known is not null && !Supersedes(news, known))
        {
            return;
        }

        Replace(known, news);
    }

    /// <summary>Takes over how a row stands after an action on it was refused or was not needed, also if that is what was known before.</summary>
    /// <returns>Whether it was taken over: it is not if newer news is known.</returns>
    public bool Rearm(WakeUp present)
    {
        var known = Find(present.Kind, present.Id);
        if (known is not null && known.Version > present.Version)
        {
            return false;
        }

        Replace(known, present);
        return !present.IsStale;
    }

    /// <summary>A row does not wake any more.</summary>
    public void Remove(WakeUpKind kind, string id, long version = long.MaxValue)
    {
        if (_isReading && !(_heardWhileReading.GetValueOrDefault((kind, id)).News is { } newer && newer.Version > version))
        {
            _heardWhileReading[(kind, id)] = (null, version);
        }

        if (Find(kind, id) is { } known && known.Version <= version)
        {
            Drop(known);
        }
    }

    /// <summary>Fires what is due: it leaves the waiting ones, but keeps its place until it is settled.</summary>
    public WakeUp? TakeDue(DateTimeOffset storeNow)
    {
        if (_waiting.Min is not { } first || first.FireAt > storeNow)
        {
            return null;
        }

        first.IsInPlaceOfOwner = first.FireAt > first.At;
        Fire(first);
        return first;
    }

    public void Fire(WakeUp wakeUp)
    {
        _waiting.Remove(wakeUp);
        wakeUp.HasFired = true;
    }

    /// <summary>A node has come or gone: decides anew when this one acts on each wake-up.</summary>
    public void Reconsider()
    {
        WakeUp[] all = [.. _waiting];
        _waiting.Clear();
        foreach (var wakeUp in all)
        {
            wakeUp.FireAt = fireAt(wakeUp);
            _waiting.Add(wakeUp);
        }
    }

    [Conditional("DEBUG")]
    public void AssertInvariants()
    {
        Debug.Assert(_byKey.Count == _byTime.Count, "every wake-up has its place in time");
        Debug.Assert(_waiting.Count == _byKey.Values.Count(w => !w.HasFired), "every wake-up waits or has fired");
        Debug.Assert(_byKey.Count <= capacity, "the window is bounded");
    }

    // An intent is about a version nobody knows yet; the earliest one stands until its time, when the row is read.
    private static bool Supersedes(WakeUp news, WakeUp known) =>
        news.Kind == WakeUpKind.Intent ? news.At < known.At
        : news.Version > known.Version || (news.Version == known.Version && TellsMore(news, known));

    private static bool TellsMore(WakeUp news, WakeUp known) => !known.HasFired
        && (news.Kind == WakeUpKind.Run ? news.At > known.At : known.Head is null && news.Head is not null);

    private void Replace(WakeUp? known, WakeUp news)
    {
        // News that was not kept is not known here either: what comes late after it must not take its place.
        if (_isReading && !(_heardWhileReading.GetValueOrDefault(news.Key).News is { } newer && Supersedes(newer, news)))
        {
            _heardWhileReading[news.Key] = (news, -1);
        }

        if (known is not null)
        {
            if (known.Head is { } head && news.Head is { } next && head.Recurrence == next.Recurrence)
            {
                news.Recurrence = known.Recurrence;
            }

            if (known.Version == news.Version)
            {
                news.RunIdOfEarlierClaim ??= known.RunIdOfEarlierClaim;
            }

            Drop(known);
        }

        if (IsBeyond(news))
        {
            news.IsStale = true;
            return;
        }

        news.IsStale = false;
        news.FireAt = fireAt(news);
        _byKey[news.Key] = news;
        _byTime.Add(news);
        _waiting.Add(news);
        if (_byKey.Count > capacity)
        {
            var farthest = _byTime.Max!.HasFired ? _waiting.Max! : _byTime.Max;
            Drop(farthest);
            if (_last is null || WakeUpOrder.ByTime.Compare(farthest, _last) <= 0)
            {
                (_last, _isLastHeld) = (farthest, false);
            }
        }

        Peak = Math.Max(Peak, Count);
    }

    private bool IsBeyond(WakeUp wakeUp)
    {
        if (_last is null)
        {
            return false;
        }

        var order = WakeUpOrder.ByTime.Compare(wakeUp, _last);
        return order > 0 || (order == 0 && !_isLastHeld);
    }

    private void Drop(WakeUp wakeUp)
    {
        wakeUp.IsStale = true;
        _byKey.Remove(wakeUp.Key);
        _byTime.Remove(wakeUp);
        _waiting.Remove(wakeUp);
    }
}
