using Microsoft.Extensions.DependencyInjection;
using Scheduling.Schedules;

namespace Scheduling.ClusterHost.Talking;

/// <summary>Does what it is told, line by line, many at a time.</summary>
internal sealed class CommandLoop(IServiceProvider services, LineWriter lines)
{
    private readonly IScheduler _scheduler = services.GetRequiredService<IScheduler>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    /// <returns>Whether it ended because it was told to stop; else nobody is there any more.</returns>
    public async Task<bool> RunAsync(TextReader input)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            var command = LineFormat.Read<Command>(line);
            if (command.Deed == Deed.Stop)
            {
                return true;
            }

            _ = Task.Run(() => AnswerAsync(command));
        }

        return false;
    }

    private async Task AnswerAsync(Command command)
    {
        var begun = _time.GetUtcNow();
        Line reply;
        try
        {
            reply = await DoAsync(command);
        }
#pragma warning disable CA1031 // Whatever it is, whoever has asked is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            reply = new Line(LineKind.Reply) { Error = error.ToString() };
        }

        lines.Write(reply with { Command = command.Id, Begun = begun, At = _time.GetUtcNow() });
    }

    private async Task<Line> DoAsync(Command command) => command.Deed switch
    {
        Deed.Save => Saved(await _scheduler.SaveAsync(command.Schedules.Select(planned => planned.ToDefinition()))),
        Deed.Delete => Stopped(await _scheduler.DeleteAsync(command.ScheduleId)),
        Deed.Pause => Stopped(await _scheduler.PauseAsync(command.ScheduleId)),
        Deed.Cancel => Stopped(await _scheduler.SendAsync("schedule/cancel", new { scheduleId = command.ScheduleId })),
        Deed.Resume => new Line(LineKind.Reply) { Schedules = await _scheduler.ResumeAsync(command.ScheduleId) ? 1 : 0 },
        _ => throw new NotSupportedException($"There is no {command.Deed}."),
    };

    private static Line Saved(IReadOnlyList<Schedule> saved) => new(LineKind.Reply) { Schedules = saved.Count };

    private static Line Stopped(CancelResult result) => new(LineKind.Reply)
    {
        Schedules = result.Schedules,
        StoppedBeforeStart = result.StoppedBeforeStart,
        SignalledRunning = result.SignalledRunning,
    };
}
