using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>An attempt that this node holds, from its claim until its end is recorded.</summary>
internal sealed class Attempt(StoredRun run)
{
    public StoredRun Run { get; } = run;

    /// <summary>Until when the lease is trusted, by the node's clock.</summary>
    public DateTimeOffset TrustUntil { get; set; }

    /// <summary>When the lease is to be renewed.</summary>
    public DateTimeOffset RenewAt { get; set; }

    /// <summary>When another node may take the run over, by the store's clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; } = run.LeaseUntil;

    /// <summary>The lease is not trusted any more; the handler, if it still runs, has been told.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>How it ended, as soon as it has.</summary>
    public AttemptResult? Result { get; set; }

    public bool HasEnded => Result is not null;

    public bool HasStarted => Result is { Kind: not AttemptEnd.NotStarted };
}
