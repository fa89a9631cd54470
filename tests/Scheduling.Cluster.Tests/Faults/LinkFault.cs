namespace Scheduling.Cluster.Tests.Faults;

/// <summary>What a network does to a connection.</summary>
public enum LinkFault
{
    /// <summary>Connections are reset, and new ones too.</summary>
    Cut,

    /// <summary>Nothing gets through, and nothing is closed (half-open).</summary>
    Hang,

    /// <summary>Everything is late by 300 ms in each direction.</summary>
    Delay,

    /// <summary>Requests arrive and are carried out, their replies are lost.</summary>
    LoseReplies,
}
