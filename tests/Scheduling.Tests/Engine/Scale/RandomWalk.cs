using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>Does the same at random to an engine and to the model, and compares what ran.</summary>
internal sealed class RandomWalk(int seed) : IAsyncDisposable
{
    private const int Ids = 80;
    private const int WindowSize = 16;

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<Ran> _ran = new();
    private readonly List<string> _history = [];
    private readonly ScheduleModel _model = new(EngineHost.Start);
    private EngineHost _host = null!;
    private RandomDefinitions _definitions = null!;

    // Every other walk lets the node take turns in the middle of calls; the others pile up calls between two turns.
    private bool IsInterleaved => seed % 2 == 0;

    public int Runs { get; private set; }

    public int StoreCalls => _host.Store.Calls.Count;

    public async Task TakeAsync(int steps)
    {
        _definitions = new RandomDefinitions(_random);
        await StartAsync(null);
        for (var step = 0; step < steps; step++)
        {
            await StepAsync();
            _host.Shell.View.WindowSize.Should().BeLessThanOrEqualTo(WindowSize, "seed {0}: the window is bounded", seed);
        }

        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await CompareRowsAsync();
        _host.Logs.Entries.Where(entry => entry.Level >= LogLevel.Warning).Should().BeEmpty("seed {0}: nothing failed", seed);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task StepAsync()
    {
        var id = $"s{_random.Next(Ids):00}";
        switch (_random.Next(100))
        {
            case < 36:
                await SaveAsync([id]);
                break;
            case < 38:
                await SaveAsync([.. Enumerable.Range(0, Ids).Where(_ => _random.Next(2) == 0).Select(i => $"s{i:00}")]);
                break;
            case < 48:
                Check("delete", id, (await _host.Scheduler.DeleteAsync(id)).Schedules == 1, _model.Delete(id));
                break;
            case < 58:
                Check("pause", id, (await _host.Scheduler.PauseAsync(id)).Schedules == 1, _model.Pause(id));
                break;
            case < 70:
                Check("resume", id, await _host.Scheduler.ResumeAsync(id), _model.Resume(id));
                break;
            case < 72:
                await RestartAsync(TimeSpan.Zero);
                break;
            case < 74:
                await RestartAsync(TimeSpan.FromSeconds(_random.Next(1, 90)));
                break;
            default:
                await AdvanceAsync(DrawSpan());
                break;
        }

        if (IsInterleaved)
        {
            await AdvanceAsync(TimeSpan.Zero);
        }
    }

    private async Task SaveAsync(string[] ids)
    {
        var calledAt = _model.Now;
        ScheduleDefinition[] definitions = [.. ids.Select(id => _definitions.Draw(id, calledAt, _model.Rows.ContainsKey(id)))];
        await _host.Scheduler.SaveAsync(definitions);
        foreach (var definition in definitions)
        {
            _model.Save(definition, calledAt);
            _history.Add($"{calledAt:HH:mm:ss.ffffff} save {definition.Id}: {definition.Recurrence}, {definition.CatchUp} {definition.Name}");
        }
    }

    private async Task AdvanceAsync(TimeSpan span)
    {
        var target = _model.Now + span;
        _history.Add($"{_model.Now:HH:mm:ss.ffffff} advance to {target:HH:mm:ss.ffffff}");
        _model.GoTo(target);
        await _host.GoToAsync(target);
        CompareRuns();
    }

    private async Task RestartAsync(TimeSpan outage)
    {
        await AdvanceAsync(TimeSpan.Zero);
        _history.Add($"{_model.Now:HH:mm:ss.ffffff} restart after {outage}");
        await _host.DisposeAsync();
        _host.Time.Advance(outage);
        _model.Lose(outage);
        await StartAsync(_host);
        await AdvanceAsync(TimeSpan.Zero);
    }

    private async Task StartAsync(EngineHost? earlier)
    {
        _host = await new EngineHost(
            b => b.AddJob("note", (RunContext run, CancellationToken _) =>
            {
                _ran.Enqueue(new Ran(run.ScheduleId, run.Occurrence, _host.Time.GetUtcNow()));
                return Task.CompletedTask;
            }),
            setup =>
            {
                (setup.Time, setup.Store, setup.Bus) = earlier is null ? (setup.Time, null, null) : (earlier.Time, earlier.Store, earlier.Bus);
                setup.Options = options => (options.WindowSize, options.MaxConcurrentRuns) = (WindowSize, 1 << _random.Next(7));
            }).StartAsync();
        _host.Store.Before = _host.Store.After = operation =>
        {
            if (IsInterleaved && operation is "save" or "stop" or "resume")
            {
                _host.Sleeper.TakeTurns();
            }

            return Task.CompletedTask;
        };
    }

    // Often exactly to a due time, or a microsecond short of it: the store cuts its clock to those.
    private TimeSpan DrawSpan()
    {
        var next = _model.Rows.Values.Where(row => row.State == ScheduleState.Active).Select(row => row.NextDue!.Value - _model.Now)
            .Where(span => span > TimeSpan.Zero).Order().Skip(_random.Next(20)).FirstOrDefault(TimeSpan.FromSeconds(5));
        return _random.Next(4) switch
        {
            0 => next,
            1 => next - TimeSpan.FromMicroseconds(1),
            2 => TimeSpan.FromMicroseconds(_random.Next(1, 3)),
            _ => TimeSpan.FromMilliseconds(_random.Next(1, 60_000)),
        };
    }

    private void Check(string operation, string id, bool answer, bool expected)
    {
        _history.Add($"{_model.Now:HH:mm:ss.ffffff} {operation} {id}: {answer}");
        answer.Should().Be(expected, "seed {0}: that is what to {1} {2} says", seed, operation, id);
    }

    private void CompareRuns()
    {
        var actual = new List<Ran>();
        while (_ran.TryDequeue(out var run))
        {
            actual.Add(run);
        }

        var expected = _model.TakeRuns();
        Runs += expected.Count;
        var forgotten = expected.ToHashSet();
        forgotten.ExceptWith(actual);
        var wrong = actual.ToHashSet();
        wrong.ExceptWith(expected);
        if (actual.Count != expected.Count || forgotten.Count + wrong.Count > 0)
        {
            var id = forgotten.Concat(wrong).Concat(actual).First().ScheduleId;
            throw new NUnit.Framework.AssertionException(
                $"Seed {seed}: {expected.Count} runs were to be, {actual.Count} were.\nForgotten: {string.Join("; ", forgotten)}\n"
                + $"Not to be: {string.Join("; ", wrong)}\nNode: {_host.Shell.View}, wakes at {_host.Sleeper.WakeAt:HH:mm:ss.ffffff}\nOf {id}:\n"
                + string.Join('\n', _history.Where(line => line.Contains(id, StringComparison.Ordinal) || line.Contains("restart", StringComparison.Ordinal)).TakeLast(25))
                + $"\nLast:\n{string.Join('\n', _history.TakeLast(15))}");
        }
    }

    private async Task CompareRowsAsync()
    {
        var rows = new List<(string, ScheduleState, DateTimeOffset?, long, long)>();
        await foreach (var s in _host.Scheduler.ListAsync())
        {
            rows.Add((s.Id, s.State, s.NextDue, s.Counts.Succeeded, s.Counts.Missed));
        }

        rows.Should().BeEquivalentTo(
            _model.Rows.Select(pair => (pair.Key, pair.Value.State, pair.Value.NextDue, pair.Value.Succeeded, pair.Value.Missed)),
            "seed {0}: that is how the rows stand in the end", seed);
    }
}
