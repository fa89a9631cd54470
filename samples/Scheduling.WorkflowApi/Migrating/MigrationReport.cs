namespace Scheduling.WorkflowApi.Migrating;

/// <summary>What became of each polled row.</summary>
internal sealed class MigrationReport
{
    private readonly List<SkippedRow> _skipped = [];

    public int Started { get; private set; }

    /// <summary>How many of them run their row's <c>next_run</c> by a schedule of its own.</summary>
    public int WithFirst { get; private set; }

    public int Unchanged { get; private set; }

    public IReadOnlyList<SkippedRow> Skipped => _skipped;

    public bool HasBad => _skipped.Exists(row => row.IsBad);

    public void Start(int rows, int withFirst)
    {
        Started += rows;
        WithFirst += withFirst;
    }

    public void LeaveUnchanged() => Unchanged++;

    public void Skip(long id, string reason, bool isBad) => _skipped.Add(new(id, reason, isBad));

    public IEnumerable<string> Lines(MigrationOptions options)
    {
        var (would, shadow) = (options.DryRun ? "would be " : "", options.Shadow ? " in shadow mode" : "");
        yield return $"{would}started {Started}{shadow}, {WithFirst} of them with an occurrence that the poller still owed";
        yield return $"unchanged {Unchanged}";
        yield return $"skipped {_skipped.Count}, {_skipped.Count(row => row.IsBad)} of them to be looked at";
        foreach (var row in _skipped.OrderBy(row => row.Id))
        {
            yield return $"  row {row.Id}: {row.Reason}";
        }
    }
}
