namespace Scheduling.ConsoleHost.Jobs;

/// <summary>What the job write-line is given.</summary>
internal sealed record WriteLinePayload(string Text, int? CustomerId = null) : IPayload
{
    public IEnumerable<string> Problems() => [];
}
