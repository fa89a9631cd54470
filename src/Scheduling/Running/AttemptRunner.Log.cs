using Microsoft.Extensions.Logging;
using Scheduling.Jobs;

namespace Scheduling.Running;

internal sealed partial class AttemptRunner
{
    [LoggerMessage(3001, LogLevel.Error, "Run {RunId} of schedule {ScheduleId}: attempt {Attempt} of job {Job} failed. The job's retry policy decides whether it is tried again.")]
    private partial void LogFailed(Exception exception, Guid runId, string scheduleId, string job, int attempt);

    [LoggerMessage(3004, LogLevel.Error, "Run {RunId}: something other than the handler threw while the attempt ran or was observed. The attempt counts as failed.")]
    private partial void LogFault(Exception exception, Guid runId);

    [LoggerMessage(3002, LogLevel.Information, "Run {RunId} of schedule {ScheduleId}: attempt {Attempt} of job {Job} was stopped ({Reason}).")]
    private partial void LogStopped(Guid runId, string scheduleId, string job, int attempt, StopReason reason);

    [LoggerMessage(3003, LogLevel.Error, "Run {RunId}: the payload of schedule {ScheduleId} does not fit its job {Job} any more. If the schedule goes on, it is set aside; save it again with a payload that fits, or mend the type and resume it.")]
    private partial void LogUnreadable(Exception exception, Guid runId, string scheduleId, string job);
}
