namespace Scheduling.Matching;

/// <summary>What a node knows of a job by whose cancel rules not all nodes go.</summary>
internal sealed class WatchedRules(string job)
{
    private const int QuestionsBeforeSilence = 2;

    public string Job { get; } = job;

    /// <summary>Whether the job goes by other rules than the node's, as far as is known.</summary>
    public bool IsOverruled { get; private set; }

    /// <summary>When to compare the store with the node's rules.</summary>
    public DateTimeOffset? MendAt { get; private set; }

    /// <summary>Whether to make the node's rules the job's then, if they are not.</summary>
    public bool TakesOver { get; private set; }

    /// <summary>When to ask whether any node holds other rules.</summary>
    public DateTimeOffset? AskAt { get; private set; }

    /// <summary>When a question that is not answered is taken for answered by silence.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    private DateTimeOffset NotBefore { get; set; } = DateTimeOffset.MinValue;

    /// <summary>It was overruled while a mend was under way, whose answer may be older.</summary>
    public bool WasOverruledMeanwhile { get; private set; }

    private bool IsSuspect { get; set; }

    private bool WasSuspect { get; set; }

    private long Nonce { get; set; }

    private bool HasEcho { get; set; }

    private int Unanswered { get; set; }

    /// <summary>Something may have been saved by other rules.</summary>
    public void Suspect(DateTimeOffset at)
    {
        // Whoever holds the rules of the job mends it.
        if (!IsOverruled)
        {
            IsSuspect = true;
            LookAt(at > NotBefore ? at : NotBefore);
        }
    }

    public void LookAt(DateTimeOffset at) => MendAt = MendAt < at ? MendAt : at;

    public void Overrule(DateTimeOffset askAt)
    {
        (IsOverruled, IsSuspect, MendAt, TakesOver, AnswerBy) = (true, false, null, false, null);
        (AskAt, WasOverruledMeanwhile, Unanswered) = (askAt, true, 0);
    }

    public void Restore() => (IsOverruled, TakesOver, AskAt, AnswerBy, Unanswered) = (false, false, null, null, 0);

    public void AskSoon(DateTimeOffset at) => AskAt = AskAt < at ? AskAt : at;

    public void Asked(long nonce, DateTimeOffset answerBy, DateTimeOffset again) =>
        (Nonce, HasEcho, AnswerBy, AskAt) = (nonce, false, answerBy, again);

    /// <summary>The question came back: whoever is there has heard it.</summary>
    public void Echoed(long nonce) => HasEcho |= AnswerBy is not null && Nonce == nonce;

    /// <summary>
    /// Nobody has answered. One answer may have been lost, or late: it is asked once more before silence counts. Without its echo the question says nothing, and is asked again in its time.
    /// </summary>
    public void Conclude(DateTimeOffset now)
    {
        AnswerBy = null;
        if (!HasEcho)
        {
            return;
        }

        if (++Unanswered < QuestionsBeforeSilence)
        {
            AskAt = now;
        }
        else
        {
            (MendAt, TakesOver, Unanswered) = (now, true, 0);
        }
    }

    public void Mending(DateTimeOffset notBefore) =>
        (MendAt, TakesOver, WasSuspect, IsSuspect, NotBefore, WasOverruledMeanwhile) = (null, false, IsSuspect, false, notBefore, false);

    public void MendingFailed(bool takesOver, DateTimeOffset now)
    {
        IsSuspect |= WasSuspect;
        TakesOver = takesOver;
        LookAt(now);
    }

    /// <summary>The store goes by the node's rules. After whatever gave reason to look it is looked at once more, later: a hint may have been lost.</summary>
    /// <returns>Whether there is a reason to go on watching.</returns>
    public bool Mended(bool foundSome, DateTimeOffset again)
    {
        Restore();
        if (foundSome || WasSuspect)
        {
            LookAt(again);
        }

        return MendAt is not null;
    }
}
