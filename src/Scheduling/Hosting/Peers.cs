namespace Scheduling.Hosting;

/// <summary>
/// Which other nodes have been heard of, and so whom a wake-up is left to. No membership: a node counts as there from its first word until
/// it leaves or is silent when it should have acted.
/// </summary>
internal sealed class Peers(string self)
{
    /// <summary>The owner of a wake-up that nobody owns: one of those that have its job acts on it at its time.</summary>
    public const string Nobody = "";

    private const int MostLeft = 1_000;

    private readonly HashSet<string> _heard = [];
    private readonly HashSet<string> _left = [];
    private readonly HashSet<(string Node, string Job)> _able = [];

    /// <summary>How many have left, or been taken for gone.</summary>
    public int Departures { get; private set; }

    /// <param name="node">Who has spoken.</param>
    /// <param name="job">A job that it has a handler for, if it has said so.</param>
    /// <returns>Whether that was its first word, or its first of that job.</returns>
    public bool Heard(string node, string? job = null)
    {
        if (node == self || _left.Contains(node))
        {
            return false;
        }

        return _heard.Add(node) | (job is not null && _able.Add((node, job)));
    }

    /// <summary>It stops. What it still says while it settles its last runs does not bring it back: whoever restarts is another node.</summary>
    /// <returns>Whether the node had counted as there.</returns>
    public bool Left(string node)
    {
        if (_left.Count == MostLeft)
        {
            // Those have settled their last runs long ago.
            _left.Clear();
        }

        _left.Add(node);
        return Gone(node);
    }

    /// <returns>Whether the node had counted as there.</returns>
    public bool Gone(string node)
    {
        _able.RemoveWhere(able => able.Node == node);
        var wasThere = _heard.Remove(node);
        Departures += wasThere ? 1 : 0;
        return wasThere;
    }

    /// <summary>
    /// Whether this node acts on a wake-up at its time. The owner does if it is there; else the one of all that are there whose name and the wake-up's
    /// hash highest, so that a dead node's wake-ups are taken by one node each, without a word. Views may differ: the claim decides. A node counts for a job
    /// only once it has been heard to have it; two that have not heard that of each other both act, which costs one of them a statement, once.
    /// </summary>
    /// <remarks>Rendezvous hashing: D. Thaler, C. Ravishankar, 1996.</remarks>
    public bool IsMine(string id, string owner, string? job = null) => Expected(id, owner, job) == self;

    /// <summary>The node that is expected to act on a wake-up at its time.</summary>
    public string Expected(string id, string owner, string? job = null)
    {
        if (owner == self || _heard.Count == 0)
        {
            return self;
        }

        return _heard.Contains(owner)
            ? owner
            : _heard.Where(node => job is null || _able.Contains((node, job))).Append(self).MaxBy(node => Weight(node, id))!;
    }

    private static ulong Weight(string node, string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in node)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        foreach (var c in id)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        // FNV alone spreads its last characters badly over the high bits, by which the weights are compared.
        hash ^= hash >> 33;
        return hash * 0xFF51AFD7ED558CCDUL;
    }
}
