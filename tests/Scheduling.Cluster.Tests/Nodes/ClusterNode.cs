using System.Collections.Concurrent;
using System.Diagnostics;
using Scheduling.ClusterHost;
using Scheduling.ClusterHost.Talking;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>A node in a process of its own, to which commands are sent and whose lines are read as they come.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _error;
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private readonly List<(Predicate<Line> Match, TaskCompletionSource<Line> Word)> _awaited = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Line>> _replies = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _freezer;
    private bool _hasEnded;
    private int _commands;

    public ClusterNode(NodeOptions options, TcpProxy? postgres, TcpProxy? redis)
    {
        (Options, PostgresProxy, RedisProxy) = (options, postgres, redis);
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scheduling.ClusterHost.dll"), .. options.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _error = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public NodeOptions Options { get; }

    public string Name => Options.Name;

    /// <summary>The number of its process within the cluster.</summary>
    public int Id => Options.Number;

    public TcpProxy? PostgresProxy { get; }

    public TcpProxy? RedisProxy { get; }

    /// <summary>When it was killed at the latest; null while it lives, and when it has stopped in good order.</summary>
    public DateTimeOffset? DeadAt { get; private set; }

    public IReadOnlyList<Line> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public async Task<ClusterNode> ReadyAsync()
    {
        await NextAsync(line => line.Kind == LineKind.Ready);
        return this;
    }

    /// <summary>The first line that matches, be it one that has come already.</summary>
    public async Task<Line> NextAsync(Predicate<Line> match)
    {
        TaskCompletionSource<Line> word = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.Find(match) is { } line)
            {
                return line;
            }

            if (_hasEnded)
            {
                throw new InvalidOperationException($"{Name} has ended and said nothing of that kind. {_error.Result}");
            }

            _awaited.Add((match, word));
        }

        try
        {
            return await word.Task.WaitAsync(s_patience, TimeProvider.System);
        }
        catch (TimeoutException silent)
        {
            lock (_lock)
            {
                _awaited.Remove((match, word));
            }

            throw new TimeoutException($"{Name} did not say what was awaited. Its warnings: {string.Join(Environment.NewLine, Warnings)}", silent);
        }
    }

    /// <summary>What it has warned of.</summary>
    public IEnumerable<string> Warnings => Lines.Where(line => line.Kind == LineKind.Log).Select(line => $"{line.At:O} {line.LogId} {line.Text}");

    public Task<Line> SaveAsync(params PlannedSchedule[] schedules) => AskAsync(new Command(0, Deed.Save) { Schedules = schedules });

    public Task<Line> DoAsync(Deed deed, string scheduleId) => AskAsync(new Command(0, deed) { ScheduleId = scheduleId });

    /// <returns>The answer; null if the node has ended without one.</returns>
    public async Task<Line?> TryAskAsync(Command command)
    {
        command = command with { Id = Interlocked.Increment(ref _commands) };
        TaskCompletionSource<Line> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _replies[command.Id] = reply;
        await SendAsync(command);
        return await Task.WhenAny(reply.Task, _reading) == reply.Task || reply.Task.IsCompleted ? await reply.Task : null;
    }

    /// <summary>Stops it in good order, and waits for its end.</summary>
    public async Task StopAsync()
    {
        await SendAsync(new Command(0, Deed.Stop));
        await _process.WaitForExitAsync().WaitAsync(s_patience, TimeProvider.System);
        await _reading;
    }

    /// <summary>Ends it without a warning (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        DeadAt = TimeProvider.System.GetUtcNow();
        await _reading;
    }

    /// <summary>Stops it where it is (SIGSTOP). A shell does it, which lets it go on when it is told to, or when nobody is there any more to tell it.</summary>
    public async Task FreezeAsync()
    {
        _freezer = Process.Start(new ProcessStartInfo("sh", ["-c", "kill -STOP $0 && echo; read line; kill -CONT $0", $"{_process.Id}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await _freezer.StandardOutput.ReadLineAsync() is null)
        {
            throw new InvalidOperationException($"{Name} could not be stopped.");
        }
    }

    /// <summary>Lets it go on (SIGCONT).</summary>
    public async Task ThawAsync()
    {
        _freezer!.StandardInput.Close();
        await _freezer.WaitForExitAsync();
        _freezer.Dispose();
        _freezer = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        if (_freezer is not null)
        {
            await ThawAsync();
        }

        await _reading;
        _process.Dispose();
        _turn.Dispose();
        foreach (var proxy in (TcpProxy?[])[PostgresProxy, RedisProxy])
        {
            await (proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<Line> AskAsync(Command command)
    {
        var reply = await TryAskAsync(command).WaitAsync(s_patience, TimeProvider.System)
            ?? throw new InvalidOperationException($"{Name} has ended without an answer. {await _error}");
        return reply.Error is null ? reply : throw new InvalidOperationException($"{Name}: {command.Deed} failed: {reply.Error}");
    }

    private async Task SendAsync(Command command)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(LineFormat.Write(command));
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended; so its answers say.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } text)
        {
            // A process that is killed may leave half a line.
            if (text.EndsWith('}'))
            {
                Take(LineFormat.Read<Line>(text));
            }
        }

        lock (_lock)
        {
            _hasEnded = true;
            _awaited.ForEach(awaited => awaited.Word.TrySetException(new InvalidOperationException($"{Name} has ended.")));
        }
    }

    private void Take(Line line)
    {
        if (line.Kind == LineKind.Reply && _replies.TryRemove(line.Command, out var reply))
        {
            reply.TrySetResult(line);
            return;
        }

        lock (_lock)
        {
            _lines.Add(line);
            foreach (var awaited in _awaited.Where(awaited => awaited.Match(line)).ToArray())
            {
                awaited.Word.TrySetResult(line);
                _awaited.Remove(awaited);
            }
        }
    }
}
