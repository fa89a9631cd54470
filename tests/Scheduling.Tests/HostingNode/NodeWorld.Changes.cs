using Scheduling.Chaining;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

internal sealed partial class NodeWorld
{
    private static readonly RunHolder Elsewhere = new(NodeDriver.Other, TimeSpan.FromSeconds(12));

    private readonly List<SchedulingEvent> _told = [];

    private void Disturb()
    {
        var id = $"s{_random.Next(40)}";
        switch (_random.Next(9))
        {
            case 0:
                SaveHere(id);
                break;
            case 1:
                SaveElsewhere(id);
                break;
            case 2:
                var stopped = Value(_store.StopAsync(new StopCommand(StopAction.Delete, (CancelRequest)_random.Next(1, 3)) { Ids = [id] }, default));
                Tell(new NodeInput.SchedulesStopped(stopped));
                break;
            case 3:
                ClaimElsewhere();
                break;
            case 4:
                Tell(new NodeInput.EventsArrived([new SchedulingEvent(SchedulingEventKind.Backlog, NodeDriver.Other)]));
                break;
            case 5:
                Tell(new NodeInput.EventsArrived([new SchedulingEvent(SchedulingEventKind.Leave, NodeDriver.Other)]));
                break;
            case 6:
                Tell(new NodeInput.BusListening());
                break;
            case 7 when _told.Count > 0:
                var late = _told[_random.Next(_told.Count)];
                Tell(new NodeInput.EventsArrived([late, late]));
                break;
        }
    }

    private void SaveHere(string id)
    {
        var write = Write(id, NodeDriver.Self);
        Tell(new NodeInput.SaveIntended(id, write.NextDue!.Value, write.Job));
        In(Short(), () =>
        {
            if (Save(write) is { } saved)
            {
                In(Short(), () => Tell(new NodeInput.ScheduleSaved(id, saved.Version, saved)));
            }
        });
    }

    private void SaveElsewhere(string id)
    {
        if (Save(Write(id, NodeDriver.Other)) is { } saved)
        {
            Hint(NodeDriver.Hearsay(id, saved.Version, saved.NextDue));
        }
    }

    // Another node takes what is due, says so or not, and dies with it or ends it.
    private void ClaimElsewhere()
    {
        foreach (var head in Value(_store.ReadDueAsync(new DueQuery(3, [NodeDriver.Job], []), default)).Schedules)
        {
            var claim = new Claim(head.Id, head.Version, head.NextDue, head.NextDue, head.NextDue.AddSeconds(17), 0, new Guid(_random.Next(), 7, 7, new byte[8]));
            var result = Value(_store.ClaimAsync([claim], Elsewhere, default))[0];
            if (result.Run is { } run)
            {
                Hint(News.ScheduleWakes(NodeDriver.Other, head.Id, claim, result.Present));
                Hint(News.RunHeld(NodeDriver.Other, run, run.LeaseUntil));
            }

            if (_random.Next(2) == 0)
            {
                In(Short(), () => _store.FinishAsync([new Completion(claim.RunId, 1, RunState.Succeeded)], new(0, TimeSpan.Zero), default));
            }
        }
    }

    // A hint may be lost, come late, and come again much later.
    private void Hint(SchedulingEvent hint)
    {
        _told.Add(hint);
        if (_random.Next(4) > 0)
        {
            In(Short(), () => Tell(new NodeInput.EventsArrived([hint])));
        }
    }

    private ScheduleWrite Write(string id, string owner)
    {
        var present = Value(_store.GetAsync([id], default)) is [var row] ? row : null;
        return new ScheduleWrite
        {
            Id = id,
            Job = NodeDriver.Job,
            Recurrence = Every(_random.Next(3, 90)),
            NextDue = Node.Now.AddSeconds(_random.Next(0, 60)),
            Owner = owner,
            Overlap = _random.Next(2) == 0 ? OverlapPolicy.Skip : OverlapPolicy.AllowAll,
            ExpectedVersion = present?.Version,
        };
    }

    private ScheduleHead? Save(ScheduleWrite write) =>
        Value(_store.SaveAsync([write], default))[0] is { Written: true, Present: { } row }
            ? new ScheduleHead(write.Id, row.Version, write.Job, write.Recurrence, write.CatchUp, write.NextDue!.Value, write.Owner)
            : null;

    private static string Every(int seconds) => RecurrenceText.Write(Recurrence.Every(TimeSpan.FromSeconds(seconds), NodeDriver.Start));
}
