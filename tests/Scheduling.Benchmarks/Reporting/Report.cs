using System.Globalization;
using System.Text.Json;
using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Spectre.Console;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>Gathers what the runs of a verb measure, and tells it as a table and as lines of JSON.</summary>
/// <param name="json">The file to which the lines are appended; null for none.</param>
internal sealed class Report(string? json)
{
    private readonly Dictionary<(string Case, string Unit, StoreKind Store, SystemKind System), List<double>> _values = [];

    /// <summary>What has failed since the program began.</summary>
    public int Failures { get; private set; }

    public void Add(StoreKind store, SystemKind system, Sample sample)
    {
        var key = (sample.Case, sample.Unit, store, system);
        if (!_values.TryGetValue(key, out var values))
        {
            _values.Add(key, values = []);
        }

        values.Add(Math.Round(sample.Value, 4));
    }

    public static void Progress(string text) => Console.Error.WriteLine(text);

    public void Failed(string text)
    {
        Failures++;
        Console.Error.WriteLine("FAILED: " + text);
    }

    /// <summary>Tells what was gathered, and forgets it.</summary>
    public void Tell(string verb)
    {
        var figures = Figures(verb);
        _values.Clear();
        if (figures.Count == 0)
        {
            Console.WriteLine($"{verb}: none of these systems on this store.");
            return;
        }

        var table = new Table().Title(verb).AddColumns("case", "store", "system");
        foreach (var column in new[] { "median", "min", "max", "unit", "ours / this" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }

        foreach (var figure in figures)
        {
            table.AddRow(
                Markup.Escape(figure.Case), figure.Store, figure.System, Text(figure.Value), Text(figure.Runs.Min()), Text(figure.Runs.Max()), figure.Unit,
                figure.OursOverThis is { } ratio ? Text(ratio) : "");
        }

        // A file or a pipe has no width of its own.
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        console.Profile.Width = Math.Max(console.Profile.Width, 150);
        console.Write(table);
        string[] lines = [.. figures.Select(figure => JsonSerializer.Serialize(figure))];
        Array.ForEach(lines, Console.WriteLine);
        if (json is not null)
        {
            File.AppendAllLines(json, lines);
        }
    }

    private List<Figure> Figures(string verb) =>
    [
        .. from entry in _values
           let ours = _values.GetValueOrDefault((entry.Key.Case, entry.Key.Unit, entry.Key.Store, SystemKind.Ours))
           let figure = new Figure(verb, entry.Key.Case, Name(entry.Key.Store), Name(entry.Key.System), entry.Key.Unit, entry.Value)
           select figure with { OursOverThis = ours is null || figure.Value <= 0 ? null : Math.Round(Statistics.Median(ours) / figure.Value, 4) },
    ];

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00#" }, CultureInfo.InvariantCulture);
}
