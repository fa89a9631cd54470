namespace Scheduling.Tests.Matching;

internal sealed class GoodCustomer : Customer
{
    public override string Name { get; init; } = "good";
}
