namespace Scheduling.Tests.Matching;

internal enum Level
{
    Low,
    High,
}
