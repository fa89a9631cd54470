namespace Scheduling.Storage;

/// <summary>What a store answers: the value, and the time at which it was true.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The answer.</param>
/// <param name="StoreNow">The store's own clock (UTC), read while the operation was carried out.</param>
public readonly record struct StoreReply<T>(T Value, DateTimeOffset StoreNow);
