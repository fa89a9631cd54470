using Scheduling.Jobs;

namespace Scheduling.Running;

/// <summary>How an attempt ended on its node.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Stop">Why it was stopped, if it was.</param>
/// <param name="Error">What was thrown.</param>
internal sealed record AttemptResult(AttemptEnd Kind, StopReason Stop = StopReason.None, string? Error = null);
