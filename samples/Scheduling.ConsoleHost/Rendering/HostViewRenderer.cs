using System.Globalization;
using Scheduling.ConsoleHost.Watching;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>Makes the table, the line of statements below it, and the log. Texts of users are never read as markup.</summary>
internal static class HostViewRenderer
{
    private static readonly Style s_quiet = new(Color.Grey);
    private static readonly Style s_running = new(Color.Green);
    private static readonly Style s_stopped = new(Color.Yellow);
    private static readonly Style s_told = new(Color.Aqua);

    public static IRenderable Render(HostView view) => new Rows([TableOf(view), StatementsOf(view.Statements), .. view.Log.Select(LineOf)]);

    private static Table TableOf(HostView view)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in new[] { "schedule", "state", "when (UTC)", "next in", "runs / last" })
        {
            table.AddColumn(new TableColumn(new Text(title)).NoWrap());
        }

        foreach (var (schedule, running) in view.Rows)
        {
            var state = Words.State(schedule, running);
            var style = state switch
            {
                "running" => s_running,
                "asleep" => Style.Plain,
                _ => s_stopped,
            };
            table.AddRow(
                Cell(schedule.Name is null ? schedule.Id : $"{schedule.Id} ({schedule.Name})"),
                Cell(state, style),
                Cell(Words.When(schedule.Recurrence)),
                Cell(Words.Countdown(schedule, view.Now)),
                Cell(Words.Runs(schedule)));
        }

        return table;
    }

    private static Text StatementsOf(StatementCounts counts) => Cell(string.Create(
        CultureInfo.InvariantCulture,
        $"statements: {counts.Total}   while asleep: {counts.InLastSleep} (last sleep), {counts.InAllSleeps} (all {counts.Sleeps} sleeps, {counts.Asleep.TotalSeconds:F1} s)"));

    private static Text LineOf(HostEvent told) => Cell(EventText.Of(told), told.Kind switch
    {
        HostEventKind.Told => s_told,
        HostEventKind.Wrote => s_quiet,
        _ => Style.Plain,
    });

    private static Text Cell(string text, Style? style = null) => new(Plain.Text(text), style) { Overflow = Overflow.Ellipsis };
}
