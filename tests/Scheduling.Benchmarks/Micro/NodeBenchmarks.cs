using BenchmarkDotNet.Attributes;
using Scheduling.Hosting;
using Scheduling.Running;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Benchmarks.Micro;

/// <summary>What a node itself costs a run, without store, bus and handler: a batch of schedules is saved, due, claimed, started, ended and recorded. Figures are for one run.</summary>
public class NodeBenchmarks
{
    private const int Batch = 100;
    private const string Self = "node";

    private static readonly DateTimeOffset s_start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly string s_once = RecurrenceJson();

    private Node _node = null!;
    private DateTimeOffset _now;
    private long _version;

    [GlobalSetup]
    public void Begin()
    {
        (_node, _now, _version) = (new Node(new NodeSettings(Self) { MaxConcurrentRuns = Batch }, new BenchmarkJobs()), s_start, 0);
        _node.Turn([new NodeInput.BusUnavailable()], _now);
        Answer([.. _node.TakeCommands()]);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int SavedToRecorded()
    {
        _now = _now.AddMilliseconds(10);
        NodeInput[] saved = [.. Enumerable.Range(0, Batch).Select(i => Saved($"schedule-{i}"))];
        _node.Turn(saved, _now);
        var recorded = 0;
        for (var commands = _node.TakeCommands(); commands.Count > 0; commands = _node.TakeCommands())
        {
            recorded += Answer([.. commands]);
        }

        return recorded == Batch ? recorded : throw new InvalidOperationException($"{recorded} of {Batch} runs were recorded.");
    }

    private static string RecurrenceJson() => System.Text.Json.JsonSerializer.Serialize(Recurrence.Once(s_start));

    private NodeInput.ScheduleSaved Saved(string id) => new(id, ++_version, new ScheduleHead(id, _version, "work", s_once, CatchUpPolicy.Latest, s_start, Self));

    private int Answer(NodeCommand[] commands)
    {
        var recorded = 0;
        List<NodeInput> answers = [];
        foreach (var command in commands)
        {
            switch (command)
            {
                case NodeCommand.ReadWindow read:
                    answers.Add(new NodeInput.WindowRead(read, new WindowPage([], [], More: false, []), _now));
                    break;
                case NodeCommand.ReadDue read:
                    answers.Add(new NodeInput.DueRead(read, new DuePage([], [], More: false), _now));
                    break;
                case NodeCommand.TakeOccurrences take:
                    answers.Add(new NodeInput.ClaimsAnswered(take, [.. take.Claims.Select(Claimed)], _now));
                    break;
                case NodeCommand.StartAttempt start:
                    answers.Add(new NodeInput.AttemptEnded(start.Run.Id, start.Run.Attempt, new AttemptResult(AttemptEnd.Returned)));
                    break;
                case NodeCommand.RecordCompletions record:
                    recorded += record.Completions.Count;
                    answers.Add(new NodeInput.CompletionsAnswered(record, [.. record.Completions.Select(one => new CompletionResult(true, one.State, null))], _now));
                    break;
                case NodeCommand.ReportFault fault:
                    throw new InvalidOperationException("The node has failed.", fault.Fault);
            }
        }

        if (answers.Count > 0)
        {
            _node.Turn(answers, _now);
        }

        return recorded;
    }

    private ClaimResult Claimed(Claim claim) => new(ClaimVerdict.Claimed, null, new StoredRun
    {
        Id = claim.RunId,
        ScheduleId = claim.ScheduleId,
        Incarnation = 1,
        Job = "work",
        Occurrence = claim.Occurrence,
        Fence = claim.Version,
        Attempt = 1,
        Node = Self,
        State = RunState.Claimed,
        LeaseUntil = _now.AddSeconds(30),
        ClaimedAt = _now,
    }, null);
}
