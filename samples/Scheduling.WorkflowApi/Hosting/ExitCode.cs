namespace Scheduling.WorkflowApi.Hosting;

/// <summary>What the program answers.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;

    /// <summary>The command was carried out, and found something that people must look at.</summary>
    public const int Found = 3;
}
