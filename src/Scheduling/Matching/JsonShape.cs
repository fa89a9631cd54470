namespace Scheduling.Matching;

/// <summary>What a type is written as.</summary>
internal enum JsonShape
{
    /// <summary>A number, a text, true or false.</summary>
    Scalar,

    /// <summary>An object whose members the type says.</summary>
    Members,

    /// <summary>An object with any members.</summary>
    Open,

    /// <summary>A list.</summary>
    List,

    /// <summary>Only the value itself can say.</summary>
    Anything,
}
