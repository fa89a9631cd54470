using System.Diagnostics.CodeAnalysis;
using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Saving;

/// <summary>What the texts of a definition must be like. Each refusal says the fact and the mend.</summary>
internal static class DefinitionRules
{
    private const int LongestText = 200;
    private const int LongestNote = 1_000;
    private const int MostBuffered = 1_000;
    private const int MostFailures = 1_000;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(3_650);

    public static void Check(ScheduleDefinition definition)
    {
        CheckId(definition.Id);
        CheckText(definition.Group, "group", definition.Id);
        CheckText(definition.Name, "name", definition.Id);
        LabelRules.Check(definition.Labels, $"Schedule '{definition.Id}'");
        CheckNote(definition.Note, definition.Id);
        if (string.IsNullOrEmpty(definition.Job))
        {
            throw new ArgumentException($"Schedule '{definition.Id}' has no job. Give it the name of one that was registered with AddJob.");
        }

        if (definition.Recurrence is null)
        {
            throw new ArgumentException($"Schedule '{definition.Id}' has no recurrence. Give it one, for example Recurrence.Cron(\"0 9 * * *\").");
        }

        CheckPolicies(definition);
    }

    public static void CheckId([NotNull] string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new ArgumentException("A schedule's id is empty. Give it 1 to 200 characters, for example \"digest-42\".");
        }

        CheckText(id, "id", id);
    }

    /// <summary>The refusal of an id that no schedule has.</summary>
    public static ScheduleNotFoundException NotFound(string scheduleId) =>
        new($"There is no schedule '{scheduleId}', or not any more. Save it first; ListAsync tells which there are.");

    public static void CheckNote(string? note, string id) => CheckNoteOf($"schedule '{id}'", note);

    public static void CheckNoteOf(string owner, string? note)
    {
        if (note?.Length > LongestNote)
        {
            throw new ArgumentException(
                $"The note of {owner} has {note.Length:N0} characters; {LongestNote:N0} are the most. Shorten it, and keep the rest in your own data.");
        }

        // Lines and tabs are welcome in a note; what databases refuse is not.
        if (note?.IndexOf('\0') is >= 0 and var nul)
        {
            throw new ArgumentException($"The note of {owner} has a null character (U+0000) at position {nul}. Remove it.");
        }

        CheckSurrogates(note, $"The note of {owner}");
    }

    public static void CheckFilter(ScheduleFilter filter)
    {
        if (filter.State is { } state && !Enum.IsDefined(state))
        {
            throw new ArgumentException($"The filter names the state {state}, which does not exist. Use a named value of ScheduleState.");
        }

        LabelRules.Check(filter.Labels, "The filter");
        if (filter.DueFrom > filter.DueBefore)
        {
            throw new ArgumentException($"The filter's range of due times begins at {filter.DueFrom:O}, after it ends at {filter.DueBefore:O}. Exchange the two.");
        }

        if (filter.State is not (null or ScheduleState.Active) && (filter.DueFrom ?? filter.DueBefore) is not null)
        {
            throw new ArgumentException($"The filter asks for schedules that are {filter.State} and due in a range, which none is: only active ones are due. Leave out the state or the range.");
        }
    }

    public static void CheckFilter(RunFilter filter)
    {
        if (filter.ScheduleId is { } id)
        {
            CheckId(id);
        }

        if (filter.State is { } state && !Enum.IsDefined(state))
        {
            throw new ArgumentException($"The filter names the state {state}, which does not exist. Use a named value of RunState.");
        }
    }

    /// <summary>What ids, groups, names and keys must be like.</summary>
    public static void CheckText(string? text, string what, string id)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length is 0 or > LongestText)
        {
            throw new ArgumentException(
                $"The {what} of schedule '{Shown(id)}' has {text.Length:N0} characters. Give it 1 to {LongestText}, or none at all where it may be left out.");
        }

        CheckCharacters(text, $"The {what} of schedule '{Shown(id)}'");
    }

    /// <summary>That there is neither a control character nor half a one in a text.</summary>
    public static void CheckCharacters(string text, string what)
    {
        var control = text.AsSpan().IndexOfAnyInRange('\0', '\u001F');
        if (control < 0)
        {
            control = text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F');
        }

        if (control >= 0)
        {
            throw new ArgumentException($"{what} has a control character (U+{(int)text[control]:X4}) at position {control}. Remove it.");
        }

        CheckSurrogates(text, what);
    }

    private static void CheckPolicies(ScheduleDefinition definition)
    {
        if (!Enum.IsDefined(definition.Overlap) || !Enum.IsDefined(definition.CatchUp))
        {
            throw new ArgumentException($"Schedule '{definition.Id}' has an overlap or catch-up policy that does not exist. Use a named value of the enumeration.");
        }

        if (definition.BufferLimit is < 1 or > MostBuffered)
        {
            throw new ArgumentException($"Schedule '{definition.Id}' buffers {definition.BufferLimit:N0} occurrences at the most. Use 1 to {MostBuffered:N0}.");
        }

        if (definition.PauseAfterFailures is < 1 or > MostFailures)
        {
            throw new ArgumentException(
                $"Schedule '{definition.Id}' is to be paused after {definition.PauseAfterFailures:N0} failures in a row. Use 1 to {MostFailures:N0}, or none, for never.");
        }

        if (definition.CatchUpWindow is { } window && (window <= TimeSpan.Zero || window > LongestWindow))
        {
            throw new ArgumentException(
                $"Schedule '{definition.Id}' has a catch-up window of {window:c}. Give it more than zero and at most {LongestWindow:c}, or none, for no end.");
        }
    }

    private static void CheckSurrogates(string? text, string what)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
            {
                throw new ArgumentException($"{what} has half a character (a lone surrogate) at position {i}. Remove it.");
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }
    }

    private static string Shown(string id) =>
        string.Concat(id.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + (id.Length > 60 ? "…" : "");
}
