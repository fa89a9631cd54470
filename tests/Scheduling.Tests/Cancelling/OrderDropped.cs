using Scheduling.Events;

namespace Scheduling.Tests.Cancelling;

/// <summary>An event with another shape than the payload that it cancels.</summary>
[EventName("order/dropped")]
public sealed record OrderDropped(int Order, Address? Where = null);
