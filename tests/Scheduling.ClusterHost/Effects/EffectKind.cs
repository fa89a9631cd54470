namespace Scheduling.ClusterHost.Effects;

/// <summary>What a handler tells of an attempt.</summary>
public enum EffectKind
{
    /// <summary>It has begun.</summary>
    Started,

    /// <summary>It has done all of its work.</summary>
    Ended,

    /// <summary>Its token was cancelled, and it obeyed.</summary>
    Stopped,
}
