namespace Scheduling.Cluster.Tests.Killing;

/// <summary>What its node was at when it was killed.</summary>
internal enum OneOffKind
{
    /// <summary>Its node was not killed.</summary>
    Plain,

    /// <summary>The occurrence was not due yet.</summary>
    Sleeping,

    /// <summary>The occurrence ran.</summary>
    Running,

    /// <summary>The schedule was being saved.</summary>
    Doubtful,
}
