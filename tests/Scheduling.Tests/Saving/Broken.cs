namespace Scheduling.Tests.Saving;

/// <summary>Has a member that can't be read.</summary>
public sealed class Broken
{
    private readonly string _fault = "out of order";

    public string Member => throw new FormatException(_fault);
}
