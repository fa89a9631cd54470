using Scheduling.Jobs;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>One call of a handler.</summary>
/// <param name="Sequence">The how-manieth of all, from 1.</param>
/// <param name="Node">The name of the host on which it runs.</param>
/// <param name="At">When it started.</param>
/// <param name="Run">What it was told.</param>
/// <param name="Token">Its token.</param>
internal sealed record HandlerStart(int Sequence, string Node, DateTimeOffset At, RunContext Run, CancellationToken Token);
