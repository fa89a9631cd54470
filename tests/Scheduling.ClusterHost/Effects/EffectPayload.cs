namespace Scheduling.ClusterHost.Effects;

/// <summary>What a handler does.</summary>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="FirstMilliseconds">How long its first attempt takes, if that is another time.</param>
/// <param name="IsStubborn">Whether it goes on although its token is cancelled.</param>
public sealed record EffectPayload(int Milliseconds, int? FirstMilliseconds = null, bool IsStubborn = false)
{
    internal TimeSpan Of(int attempt) => TimeSpan.FromMilliseconds(attempt == 1 ? FirstMilliseconds ?? Milliseconds : Milliseconds);
}
