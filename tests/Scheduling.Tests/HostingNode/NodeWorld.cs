using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.InMemory;
using Scheduling.Jobs;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

/// <summary>
/// One node in a world that is drawn from a seed: a real store behind slow and failing calls, handlers, changes made here and elsewhere, another node that claims too,
/// and messages that are lost. After each turn the promises of a node are checked.
/// </summary>
internal sealed partial class NodeWorld
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Random _random;
    private readonly FakeTimeProvider _storeTime = new(NodeDriver.Start);
    private readonly InMemoryScheduleStore _store;
    private readonly PriorityQueue<Action, (DateTimeOffset, int)> _coming = new();
    private readonly List<NodeInput> _inputs = [];
    private readonly HashSet<Type> _underWay = [];
    private readonly Dictionary<(Guid, int), StartGate> _handlers = [];
    private readonly HashSet<(Guid, int)> _started = [];
    private readonly HashSet<Guid> _claimedBeforeStop = [];
    private int _count;
    private bool _isCalm;
    private bool _isStopping;

    public NodeWorld(int seed)
    {
        _random = new Random(seed);
        _store = new InMemoryScheduleStore(_storeTime);
        Node = new NodeDriver(new NodeSettings(NodeDriver.Self)
        {
            MaxConcurrentRuns = _random.Next(1, 7),
            WindowSize = 16,
            Lease = 12 * Second,
            SafetySweep = seed % 3 == 0 ? 20 * Second : null,
        });
    }

    public NodeDriver Node { get; }

    public void Live()
    {
        Tell(new NodeInput.BusListening());
        for (var i = 0; i < 25; i++)
        {
            SaveElsewhere($"s{i}");
        }

        for (var at = 1; at < 120; at++)
        {
            In(at * Second, Disturb);
        }

        GoTo(NodeDriver.Start + (120 * Second));
        _isCalm = true;
        Tell(new NodeInput.BusListening());
        GoTo(NodeDriver.Start + (240 * Second));
    }

    /// <summary>The schedules that are overdue by more than a node may take to see to it.</summary>
    public IReadOnlyList<string> Forgotten()
    {
        var due = Value(_store.ReadDueAsync(new DueQuery(1_000, [NodeDriver.Job], []), default));
        return [.. due.Schedules.Where(head => head.NextDue < _storeTime.GetUtcNow() - (5 * Second)).Select(head => $"{head.Id} due {head.NextDue:mm:ss} of {head.Owner}")];
    }

    public void Stop()
    {
        _isStopping = true;
        _claimedBeforeStop.UnionWith(Node.All.OfType<NodeCommand.TakeOccurrences>().SelectMany(take => take.Claims).Select(claim => claim.RunId));
        Tell(new NodeInput.Stopping());
        In(20 * Second, () => Tell(new NodeInput.DrainEnded()));
        GoTo(Node.Now + (60 * Second));
        Node.All.Only<NodeCommand.Drained>();
        _handlers.Should().BeEmpty("it has drained");
    }

    private void GoTo(DateTimeOffset end)
    {
        while (true)
        {
            TakeTurn();
            var next = _coming.TryPeek(out _, out var first) ? first.Item1 : end;
            next = Node.WakeAt < next ? Node.WakeAt.Value : next;
            if (next > end)
            {
                next = end;
            }

            SetNow(next > Node.Now ? next : Node.Now);
            while (_coming.TryPeek(out var action, out var at) && at.Item1 <= Node.Now)
            {
                _coming.Dequeue();
                action();
            }

            if (next >= end && _inputs.Count == 0)
            {
                return;
            }
        }
    }

    private void TakeTurn()
    {
        NodeInput[] inputs = [.. _inputs];
        _inputs.Clear();
        foreach (var operation in inputs.Select(OperationOf).OfType<NodeCommand.StoreCommand>())
        {
            _underWay.Remove(operation.GetType());
        }

        foreach (var command in Node.Turn(inputs))
        {
            Do(command);
        }

        Node.View.Running.Should().BeLessThanOrEqualTo(Node.Settings.MaxConcurrentRuns);
    }

    private static NodeCommand.StoreCommand? OperationOf(NodeInput input) => input switch
    {
        NodeInput.StoreAnswered answered => answered.Command,
        NodeInput.StoreFailed failed => failed.Command,
        _ => null,
    };

    private void SetNow(DateTimeOffset now)
    {
        Node.Now = now;
        _storeTime.SetUtcNow(now);
    }

    private void Do(NodeCommand command)
    {
        switch (command)
        {
            case NodeCommand.StoreCommand operation:
                Call(operation);
                break;
            case NodeCommand.Publish publish:
                var echo = publish.Events.Where(e => e.Kind == SchedulingEventKind.Hello).ToArray();
                if (echo.Length > 0 && (_isCalm || _random.Next(4) > 0))
                {
                    In(Short(), () => Tell(new NodeInput.EventsArrived(echo)));
                }

                break;
            case NodeCommand.StartAttempt start:
                Begin(start);
                break;
            case NodeCommand.ExtendTrust extend:
                _handlers.GetValueOrDefault((extend.RunId, extend.Attempt))?.ExtendTrust(extend.TrustUntil);
                break;
            case NodeCommand.StopAttempt stop:
                StopAttempt(stop);
                break;
            case NodeCommand.Drained:
                _isStopping.Should().BeTrue();
                _handlers.Should().BeEmpty("nothing is open when it says that it has drained");
                _underWay.Should().NotContain([typeof(NodeCommand.TakeOccurrences), typeof(NodeCommand.TakeOverRuns)]);
                break;
        }
    }

    private void Call(NodeCommand.StoreCommand operation)
    {
        _underWay.Add(operation.GetType()).Should().BeTrue("one {0} is under way at a time", operation.GetType().Name);
        var slots = Node.Settings.MaxConcurrentRuns;
        switch (operation)
        {
            case NodeCommand.TakeOccurrences take:
                (take.Claims.Count + Node.View.Running).Should().BeLessThanOrEqualTo(slots);
                take.Claims.Should().OnlyContain(claim => claim.Occurrence <= Node.Now);
                if (_isStopping)
                {
                    take.Claims.Should().OnlyContain(claim => _claimedBeforeStop.Contains(claim.RunId), "a node that stops claims nothing more");
                }

                break;
            case NodeCommand.TakeOverRuns take:
                (take.Rescues.Count + Node.View.Running).Should().BeLessThanOrEqualTo(slots);
                break;
            case NodeCommand.ReadDue or NodeCommand.ReadWindow:
                _isStopping.Should().BeFalse("a node that stops reads nothing");
                break;
        }

        var fate = _isCalm ? 9 : _random.Next(10);
        In(Short(), () =>
        {
            var answer = fate == 0 ? new NodeInput.StoreFailed(operation) : Carry(operation);
            In(Short(), () => Tell(fate == 1 ? new NodeInput.StoreFailed(operation) : answer));
        });
    }

    private NodeInput Carry(NodeCommand.StoreCommand operation)
    {
        var me = new RunHolder(NodeDriver.Self, Node.Settings.Lease);
        var now = _storeTime.GetUtcNow();
        return operation switch
        {
            NodeCommand.ReadWindow read => new NodeInput.WindowRead(read, Value(_store.ReadWindowAsync(read.Query, default)), now),
            NodeCommand.ReadDue read => new NodeInput.DueRead(read, Value(_store.ReadDueAsync(read.Query, default)), now),
            NodeCommand.TakeOccurrences take => new NodeInput.ClaimsAnswered(take, Claim(take.Claims, me), now),
            NodeCommand.TakeOverRuns take => new NodeInput.RescuesAnswered(take, Value(_store.RescueAsync(take.Rescues, me, 3, default)), now),
            NodeCommand.RenewLeases renew => new NodeInput.RenewalsAnswered(
                renew,
                Value(_store.RenewAsync([.. renew.Runs.Select(r => new Renewal(r.RunId, r.Attempt, _started.Contains((r.RunId, r.Attempt))))], me.Lease, default)),
                now),
            NodeCommand.RecordCompletions record => new NodeInput.CompletionsAnswered(record, Value(_store.FinishAsync(record.Completions, new(0, TimeSpan.Zero), default)), now),
            NodeCommand.SetAside aside => new NodeInput.SetAsideAnswered(
                aside, Value(_store.SetAsideAsync(aside.ScheduleId, aside.Version, aside.Note, default)), now),
            _ => throw new NotSupportedException(operation.ToString()),
        };
    }

    // Now and then a transaction of others holds a schedule.
    private IReadOnlyList<ClaimResult> Claim(IReadOnlyList<Claim> claims, RunHolder me)
    {
        Claim[] free = [.. claims.Where(_ => _isCalm || _random.Next(6) > 0)];
        var results = free.Zip(Value(_store.ClaimAsync(free, me, default))).ToDictionary(pair => pair.First.RunId, pair => pair.Second);
        return [.. claims.Select(claim => results.GetValueOrDefault(claim.RunId) ?? new ClaimResult(ClaimVerdict.Busy, null, null, null))];
    }

    private void Begin(NodeCommand.StartAttempt start)
    {
        var key = (start.Run.Id, start.Run.Attempt);
        var gate = new StartGate(start.TrustUntil);
        _handlers.TryAdd(key, gate).Should().BeTrue("an attempt is started once");
        In(Short(), () =>
        {
            if (gate.TryPass(Node.Now))
            {
                start.Run.Occurrence.Should().BeOnOrBefore(_storeTime.GetUtcNow(), "no handler starts early");
                _started.Add(key).Should().BeTrue("a handler starts once in an attempt");
                var fails = _random.Next(5) == 0;
                In(Long(), () => End(key, fails ? new AttemptResult(AttemptEnd.Threw, Error: "thrown") : new AttemptResult(AttemptEnd.Returned)));
            }
            else if (gate.TryClose())
            {
                End(key, new AttemptResult(AttemptEnd.NotStarted, StopReason.LeaseLost));
            }
        });
    }

    private void StopAttempt(NodeCommand.StopAttempt stop)
    {
        var key = (stop.RunId, stop.Attempt);
        var hadStarted = true;
        if (_handlers.TryGetValue(key, out var gate))
        {
            if (gate.TryClose())
            {
                hadStarted = false;
                End(key, new AttemptResult(AttemptEnd.NotStarted, stop.Reason));
            }
            else if (!stop.OnlyBeforeStart)
            {
                In(Short(), () => End(key, new AttemptResult(AttemptEnd.Stopped, stop.Reason)));
            }
        }

        if (stop.WantsWord)
        {
            Tell(new NodeInput.GateAnswered(stop.RunId, hadStarted));
        }
    }

    private void End((Guid, int) key, AttemptResult result)
    {
        if (_handlers.Remove(key))
        {
            Tell(new NodeInput.AttemptEnded(key.Item1, key.Item2, result));
        }
    }

    private void Tell(NodeInput input) => _inputs.Add(input);

    private void In(TimeSpan span, Action action) => _coming.Enqueue(action, (Node.Now + span, _count++));

    private TimeSpan Short() => TimeSpan.FromMilliseconds(_random.Next(8) == 0 && !_isCalm ? _random.Next(0, 4_000) : _random.Next(0, 30));

    private TimeSpan Long() => TimeSpan.FromMilliseconds(_random.Next(6) == 0 && !_isCalm ? _random.Next(0, 20_000) : _random.Next(0, 300));

    private static T Value<T>(Task<StoreReply<T>> reply) => reply.GetAwaiter().GetResult().Value;
}
