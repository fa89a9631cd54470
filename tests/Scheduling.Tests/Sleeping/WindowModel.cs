using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Tests.Sleeping;

/// <summary>
/// A window beside plain lists: the rows of a store that changes, and the newest that the window was told of each. Messages may be lost, come late or come twice.
/// </summary>
internal sealed class WindowModel
{
    public const string Self = "self";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly int _capacity;
    private readonly Window _window;
    private readonly Dictionary<(WakeUpKind, string), WakeUp> _rows = [];
    private readonly Dictionary<(WakeUpKind, string), (long Version, WakeUp? WakeUp)> _told = [];
    private readonly Dictionary<(WakeUpKind, string), long> _newest = [];
    private readonly Dictionary<string, DateTimeOffset> _intents = [];
    private readonly HashSet<(WakeUpKind, string)> _toldWhileReading = [];
    private readonly List<WakeUp> _messages = [];
    private readonly HashSet<WakeUp> _fired = [];
    private (WakeUp[] Page, bool More)? _reading;
    private DateTimeOffset _now = Start;
    private long _version;

    public WindowModel(int capacity)
    {
        _capacity = capacity;
        _window = new Window(capacity, FireAt);
    }

    public void Do(int operation, int row, int at)
    {
        switch (operation)
        {
            case 0 or 1 or 2:
                Tell(Change(row, at));
                break;
            case 3:
                Change(row, at);
                break;
            case 4 when _messages.Count > 0:
                Tell(_messages[at % _messages.Count]);
                break;
            case 5:
                Delete(row);
                break;
            case 6:
                Intend($"s{row}", Start.AddSeconds(at));
                break;
            case 7 when _reading is null:
                BeginReading();
                break;
            case 8 when _reading is not null:
                Merge();
                break;
            case 9:
                _now = _now.AddSeconds(at % 4);
                TakeDue();
                break;
            case 10 when _fired.Count > 0:
                Settle(_fired.ElementAt(at % _fired.Count));
                break;
            case 11:
                _window.Reconsider();
                break;
        }

        Check();
    }

    private static DateTimeOffset FireAt(WakeUp wakeUp) => wakeUp.Owner == Self ? wakeUp.At : wakeUp.At.AddSeconds(1 + (wakeUp.At.Second % 5));

    private WakeUp Change(int row, int at)
    {
        var owner = (row + at) % 3 == 0 ? Self : "other";
        var time = Start.AddSeconds(at);
        WakeUp wakeUp;
        if (row % 3 == 0)
        {
            var id = new Guid(row, 0, 0, new byte[8]);
            wakeUp = WakeUp.ForRun(id, (int)++_version, time, owner, null);
        }
        else
        {
            wakeUp = WakeUp.For(new ScheduleHead($"s{row}", ++_version, "job", "{}", CatchUpPolicy.Latest, time, owner));
        }

        _rows[wakeUp.Key] = wakeUp;
        _messages.Add(wakeUp);
        return wakeUp;
    }

    private void Tell(WakeUp row)
    {
        var known = _window.Find(row.Kind, row.Id);
        var (before, fired) = (known?.Version, known?.HasFired);

        _window.Put(Copy(row));

        Hear(row);
        if (before >= row.Version)
        {
            var now = _window.Find(row.Kind, row.Id);
            now!.Version.Should().Be(before, "older news never replaces newer");
            now.HasFired.Should().Be(fired!.Value, "news that is known does not fire again what has fired");
        }
    }

    private void Delete(int row)
    {
        var key = row % 3 == 0 ? (WakeUpKind.Run, new Guid(row, 0, 0, new byte[8]).ToString("N")) : (WakeUpKind.Schedule, $"s{row}");
        _rows.Remove(key);
        _window.Remove(key.Item1, key.Item2, ++_version);
        _told[key] = (_version, null);
        _newest[key] = _version;
        _toldWhileReading.Add(key);
    }

    private void Intend(string id, DateTimeOffset at)
    {
        _window.Put(WakeUp.ForIntent(id, at, "other", null));
        _intents[id] = _intents.TryGetValue(id, out var known) && known < at ? known : at;
    }

    private void BeginReading()
    {
        _window.BeginReading();
        _toldWhileReading.Clear();
        var rows = _rows.Values.Order(WakeUpOrder.ByTime).ToArray();
        _reading = (rows[..Math.Min(_capacity, rows.Length)], rows.Length > _capacity);
    }

    private void Merge()
    {
        var (page, more) = _reading!.Value;
        _reading = null;
        _window.Merge([.. page.Select(Copy)], more, static _ => true);
        foreach (var key in _told.Keys.Where(key => !_toldWhileReading.Contains(key) && !page.Any(row => row.Key == key)).ToArray())
        {
            _told.Remove(key);
        }

        Array.ForEach(page, Hear);
    }

    private void TakeDue()
    {
        var last = DateTimeOffset.MinValue;
        while (_window.TakeDue(_now) is { } wakeUp)
        {
            (wakeUp.FireAt <= _now && wakeUp.FireAt >= last).Should().BeTrue("what is due fires, first what is due first");
            last = wakeUp.FireAt;
            if (wakeUp.Kind == WakeUpKind.Intent)
            {
                _intents.Remove(wakeUp.Id, out var at);
                (at == default || wakeUp.At <= at).Should().BeTrue("the earliest of the intents stands");
                _window.Remove(WakeUpKind.Intent, wakeUp.Id);
            }
            else
            {
                _fired.Add(wakeUp).Should().BeTrue("it fires once");
            }
        }

        (_window.NextFire <= _now).Should().BeFalse("nothing that is due is left");
    }

    // As a desk does after the store's reply: the row as it is now, or that it does not wake any more.
    private void Settle(WakeUp fired)
    {
        _fired.Remove(fired);
        if (_rows.TryGetValue(fired.Key, out var present))
        {
            _window.Rearm(Copy(present));
            Hear(present);
        }
        else
        {
            _window.Remove(fired.Kind, fired.Id, fired.Version);
            _toldWhileReading.Add(fired.Key);
            if (_told.TryGetValue(fired.Key, out var told) && told.Version <= fired.Version)
            {
                _told[fired.Key] = (fired.Version, null);
            }
        }
    }

    private void Hear(WakeUp row)
    {
        if (row.Version < _newest.GetValueOrDefault(row.Key))
        {
            return;
        }

        _newest[row.Key] = row.Version;
        if (!_told.TryGetValue(row.Key, out var known) || known.Version < row.Version)
        {
            _toldWhileReading.Add(row.Key);
            _told[row.Key] = (row.Version, row);
        }
    }

    private void Check()
    {
        _window.AssertInvariants();
        _window.Count.Should().BeLessThanOrEqualTo(_capacity);
        foreach (var row in _told.Values.Select(t => t.WakeUp).OfType<WakeUp>().Where(IsWithinHorizon))
        {
            if (!(_window.Find(row.Kind, row.Id)?.Version >= row.Version))
            {
                Assert.Fail($"{row.Key} at {row.At:ss} lies before the horizon {_window.Horizon:ss} and is not held, or only an older version of it");
            }
        }

        foreach (var (id, at) in _intents)
        {
            if (_window.Horizon is { } horizon && at >= horizon)
            {
                // The store is read before that time comes.
                _intents.Remove(id);
                continue;
            }

            if (!(_window.Find(WakeUpKind.Intent, id)?.At <= at))
            {
                Assert.Fail($"The intent of {id} at {at:ss} does not stand until its time");
            }
        }

        foreach (var fired in _fired.ToArray())
        {
            if (fired.IsStale)
            {
                _newest[fired.Key].Should().BeGreaterThan(
                    fired.Version, "{0} has fired and keeps its place until it is settled or there is newer news", fired.Key);
                _fired.Remove(fired);
            }
            else if (_window.Find(fired.Kind, fired.Id) != fired)
            {
                Assert.Fail($"{fired.Key} has fired and has lost its place");
            }
        }
    }

    private bool IsWithinHorizon(WakeUp row) => _window.Horizon is not { } horizon || row.At < horizon;

    private static WakeUp Copy(WakeUp row) => row.Kind == WakeUpKind.Run
        ? WakeUp.ForRun(row.RunId, (int)row.Version, row.At, row.Owner, null)
        : WakeUp.For(row.Head!);
}
