namespace Scheduling.ConsoleHost.Files;

/// <summary>Something that is wrong with an entry of a file.</summary>
/// <param name="Number">Which entry, counted from 1.</param>
/// <param name="Id">Its id, if it has one.</param>
/// <param name="Text">The fact and the mend.</param>
internal sealed record EntryProblem(int Number, string? Id, string Text)
{
    public override string ToString() => Id is null ? $"entry {Number} (no id): {Text}" : $"entry {Number} (\"{Id}\"): {Text}";
}
