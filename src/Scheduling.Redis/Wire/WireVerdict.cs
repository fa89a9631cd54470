namespace Scheduling.Redis.Wire;

/// <summary>What a message turned out to be.</summary>
internal enum WireVerdict
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>It is no message of ours, or a broken one.</summary>
    Malformed,

    /// <summary>It is larger than is allowed.</summary>
    Oversized,

    /// <summary>It asks for a reader of a later version.</summary>
    TooNew,
}
