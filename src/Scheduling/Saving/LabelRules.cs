namespace Scheduling.Saving;

/// <summary>What labels must be like. Each refusal says the fact and the mend.</summary>
internal static class LabelRules
{
    private const int Most = 32;
    private const int LongestName = 100;
    private const int LongestValue = 200;

    public static void Check(IReadOnlyDictionary<string, string> labels, string owner)
    {
        if (labels.Count > Most)
        {
            throw new ArgumentException($"{owner} has {labels.Count:N0} labels; {Most} are the most. Keep those by which it is looked for, and the rest in its payload or in your own data.");
        }

        foreach (var (name, value) in labels)
        {
            if (name.Length is 0 or > LongestName)
            {
                throw new ArgumentException($"{owner} has a label whose name has {name.Length:N0} characters. Give it 1 to {LongestName}.");
            }

            DefinitionRules.CheckCharacters(name, $"The name of a label of {owner}");
            if (value is null)
            {
                throw new ArgumentException($"{owner} has the label '{name}' without a value. Give it one, which may be empty, or leave the label out.");
            }

            if (value.Length > LongestValue)
            {
                throw new ArgumentException($"{owner} has the label '{name}' with a value of {value.Length:N0} characters; {LongestValue} are the most. Shorten it.");
            }

            DefinitionRules.CheckCharacters(value, $"The value of the label '{name}' of {owner}");
        }
    }
}
