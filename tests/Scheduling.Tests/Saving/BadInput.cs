using Scheduling.Schedules;

namespace Scheduling.Tests.Saving;

/// <summary>A call that is refused, and how.</summary>
internal sealed record BadInput(string What, Func<IScheduler, Task> Call, Type Refusal, string Message)
{
    public override string ToString() => What;
}
