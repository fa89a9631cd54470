namespace Scheduling.TestKit.Servers;

/// <summary>What a <see cref="TcpProxy"/> does to what passes through it, until another takes its place.</summary>
internal sealed class ProxyFault
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replyLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether connections are closed, those that are made later too.</summary>
    public bool Cuts { get; init; }

    /// <summary>How long bytes are held back.</summary>
    public TimeSpan HoldsFor { get; init; }

    /// <summary>Whether replies are lost.</summary>
    public bool DropsReplies { get; init; }

    /// <summary>Whether one reply is lost, and no more.</summary>
    public bool Once { get; init; }

    /// <summary>What a request must hold for its reply to be lost.</summary>
    public ReadOnlyMemory<byte> To { get; init; }

    /// <summary>Ends when another fault has taken the place of this one.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends when a reply is lost; cancelled when there is none to come any more.</summary>
    public Task ReplyLost => _replyLost.Task;

    public bool Concerns(ReadOnlySpan<byte> request) => DropsReplies && request.IndexOf(To.Span) >= 0;

    public void End() => _over.TrySetResult();

    public void Forgo() => _replyLost.TrySetCanceled();

    public void LoseReply() => _replyLost.TrySetResult();
}
