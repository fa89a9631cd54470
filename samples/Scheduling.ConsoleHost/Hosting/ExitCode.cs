namespace Scheduling.ConsoleHost.Hosting;

/// <summary>What the program answers.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;
}
