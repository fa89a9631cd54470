namespace Scheduling.ConsoleHost.Jobs;

/// <summary>What the job run-command is given.</summary>
internal sealed record RunCommandPayload(
    string Command, IReadOnlyList<string>? Arguments = null, double? TimeoutSeconds = null, int? CustomerId = null) : IPayload
{
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Command))
        {
            yield return "\"command\" is empty; give the program to start";
        }

        if (Arguments?.Contains(null) == true)
        {
            yield return "\"arguments\" holds a null; give texts only";
        }

        if (JobTimeout.Problem(TimeoutSeconds) is { } problem)
        {
            yield return problem;
        }
    }
}
