namespace Scheduling.Tests.Matching;

internal struct Spot
{
    public int X { get; set; }
}
