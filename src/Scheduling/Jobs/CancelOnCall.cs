using System.Linq.Expressions;

namespace Scheduling.Jobs;

/// <summary>What one <c>CancelOn</c> was told. It is resolved when the host starts, since only then the payload's JSON form is known.</summary>
/// <param name="EventName">The event's name; null to take the one that <see cref="EventType"/> carries.</param>
internal sealed record CancelOnCall(string? EventName)
{
    /// <summary>The path that event and payload share, for example <c>data.customerId</c>; null when the members were given by lambdas.</summary>
    public string? Match { get; init; }

    public Type? EventType { get; init; }

    public LambdaExpression? EventValue { get; init; }

    public LambdaExpression? PayloadValue { get; init; }
}
