namespace Scheduling.Tests.Matching;

internal sealed class Square : Shape
{
    public int Side { get; init; }
}
