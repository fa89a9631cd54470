using Scheduling.Schedules;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Invariants;

/// <summary>
/// No handler starts while one of the same run, or of the same schedule if that may not overlap, goes on and has not been told to stop. One whose process stands still does not go on, nor
/// one whose process has stood still until a second ago, which is how soon it hears.
/// </summary>
internal sealed class OneAtATime(World world) : Checker(world)
{
    private static readonly TimeSpan s_hearing = TimeSpan.FromSeconds(1.2);

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        foreach (var other in World.Handlers.Running)
        {
            var isSame = other.Run.RunId == run.Id || (other.Run.ScheduleId == run.ScheduleId && run.Overlap != OverlapPolicy.AllowAll
                && other.Run.Incarnation == handler.Run.Incarnation && World.Ledger.Find(other.Run.RunId)!.Overlap != OverlapPolicy.AllowAll);
            var goesOn = !other.Process.Life.IsOver && other.Process.Life.FrozenUntil + s_hearing.Ticks <= World.Agenda.Now && !other.Token.IsCancellationRequested;
            if (isSame && goesOn)
            {
                Violate($"{run.ScheduleId}: {handler.Process.Name} starts {run.Occurrence:O}, attempt {run.Attempt}, while {other.Process.Name} runs {other.Run.Occurrence:O}, attempt {other.Run.Attempt}.");
            }
        }
    }
}
