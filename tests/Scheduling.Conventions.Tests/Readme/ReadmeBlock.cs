namespace Scheduling.Conventions.Tests.Readme;

/// <summary>A piece of C# in a page: its first line's number and its text; and what it stands on, from a comment before it.</summary>
internal sealed record ReadmeBlock(int Line, string Code, int PreambleLine, string Preamble)
{
    public override string ToString() => $"line {Line}";
}
