using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>
/// For each overlap policy a table of what runs when: in a story, each digit is an occurrence that falls due, and <c>.</c> is the end of the run that is running (of the earliest, if several are).
/// What comes of it is told as the story goes: <c>+1</c> an occurrence's run starts, <c>-1</c> it ends by itself, <c>x1</c> it is cancelled, <c>s1</c> the occurrence is skipped.
/// </summary>
/// <remarks>Source: the policies of Temporal's schedules.</remarks>
public abstract class OverlapTableContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(OverlapPolicy.Skip, "1.2.", "+1 -1 +2 -2")]
    [TestCase(OverlapPolicy.Skip, "123.4.", "+1 s2 s3 -1 +4 -4")]
    [TestCase(OverlapPolicy.BufferOne, "1.2.", "+1 -1 +2 -2")]
    [TestCase(OverlapPolicy.BufferOne, "12..", "+1 -1 +2 -2")]
    [TestCase(OverlapPolicy.BufferOne, "1234..", "+1 s3 s4 -1 +2 -2")]
    [TestCase(OverlapPolicy.BufferOne, "123.4..5.", "+1 s3 -1 +2 -2 +4 -4 +5 -5")]
    [TestCase(OverlapPolicy.BufferAll, "1234....", "+1 -1 +2 -2 +3 -3 +4 -4")]
    [TestCase(OverlapPolicy.BufferAll, "12345....", "+1 s5 -1 +2 -2 +3 -3 +4 -4")]
    [TestCase(OverlapPolicy.BufferAll, "12.3..4.", "+1 -1 +2 -2 +3 -3 +4 -4")]
    [TestCase(OverlapPolicy.CancelOther, "1.2.", "+1 -1 +2 -2")]
    [TestCase(OverlapPolicy.CancelOther, "12..", "+1 x1 +2 -2")]
    [TestCase(OverlapPolicy.CancelOther, "123..4..", "+1 x2 x1 +3 -3 +4 -4")]
    [TestCase(OverlapPolicy.AllowAll, "1.2.", "+1 -1 +2 -2")]
    [TestCase(OverlapPolicy.AllowAll, "123...", "+1 +2 +3 -1 -2 -3")]
    public async Task What_runs_when(OverlapPolicy policy, string story, string expected)
    {
        await SaveDueAsync("a", write => write with { Overlap = policy, BufferLimit = 3 });
        Told told = new();
        foreach (var step in story)
        {
            await (step == '.' ? EndAsync(told) : FallDueAsync(step - '0', told));
        }

        string.Join(' ', told.Lines).Should().Be(expected);
        var counts = (await ReadAsync("a")).Counts;
        counts.Should().Be(new OutcomeCounts(told.Count('-'), 0, told.Count('x'), told.Count('s'), 0), "every occurrence ends in one outcome");
    }

    private async Task FallDueAsync(int number, Told told)
    {
        var claim = Claims.Of(await ReadAsync("a"));
        told.Number[claim.RunId] = number;
        var result = await Store.ClaimAsync(claim, Holder);
        switch (result.Verdict)
        {
            case ClaimVerdict.Claimed:
                told.Started(result.Run!.Id, 1);
                break;
            case ClaimVerdict.SkippedOverlap:
                told.Lines.Add($"s{number}");
                break;
            default:
                result.Verdict.Should().Be(ClaimVerdict.Buffered);
                told.Buffered.Add(claim.RunId);
                await LookForCancelledAsync(told);
                break;
        }
    }

    private async Task EndAsync(Told told)
    {
        if (told.Running.Count == 0)
        {
            return;
        }

        var (id, attempt) = told.Running[0];
        told.Running.RemoveAt(0);
        var isCancelled = (await Store.ReadRunAsync(id))!.Cancel != CancelRequest.None;
        told.Lines.Add($"{(isCancelled ? 'x' : '-')}{told.Number[id]}");
        var end = await Store.FinishAsync(new(id, attempt, isCancelled ? RunState.Cancelled : RunState.Succeeded));
        if (end.Promoted is { } next)
        {
            var run = (await Store.RescueAsync(new(next.Id, next.Attempt), Other)).Run!;
            told.Buffered.Remove(run.Id);
            told.Started(run.Id, run.Attempt);
        }
    }

    private async Task LookForCancelledAsync(Told told)
    {
        foreach (var id in told.Buffered.ToArray())
        {
            if (await Store.ReadRunAsync(id) is null)
            {
                told.Buffered.Remove(id);
                told.Lines.Add($"x{told.Number[id]}");
            }
        }
    }

    private sealed class Told
    {
        public List<string> Lines { get; } = [];

        public Dictionary<Guid, int> Number { get; } = [];

        public List<(Guid Id, int Attempt)> Running { get; } = [];

        public HashSet<Guid> Buffered { get; } = [];

        public void Started(Guid id, int attempt)
        {
            Running.Add((id, attempt));
            Lines.Add($"+{Number[id]}");
        }

        public int Count(char kind) => Lines.Count(line => line[0] == kind);
    }
}
