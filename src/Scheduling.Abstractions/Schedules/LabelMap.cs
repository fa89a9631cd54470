using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Schedules;

/// <summary>Labels that equal others with the same names and values, in whatever order, so that records which hold them stay values. Immutable.</summary>
internal sealed class LabelMap : IReadOnlyDictionary<string, string>
{
    public static readonly LabelMap Empty = new([]);

    private readonly Dictionary<string, string> _values;

    private LabelMap(Dictionary<string, string> values) => _values = values;

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<string> Values => _values.Values;

    public string this[string key] => _values[key];

    /// <summary>A copy, which whoever gave the labels can't change any more; none are as good as null.</summary>
    public static LabelMap Of(IReadOnlyDictionary<string, string>? labels) => labels switch
    {
        LabelMap map => map,
        null or { Count: 0 } => Empty,
        _ => new(labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal)),
    };

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is LabelMap other
        && (ReferenceEquals(this, other) || (Count == other.Count && _values.All(label => other.TryGetValue(label.Key, out var value) && value == label.Value)));

    // Whatever the order in which they were given.
    public override int GetHashCode() => _values.Aggregate(0, (hash, label) => hash ^ HashCode.Combine(label.Key, label.Value));

    public override string ToString() => string.Join(", ", _values.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}
