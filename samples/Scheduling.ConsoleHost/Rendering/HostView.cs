using Scheduling.ConsoleHost.Watching;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>All that the live table shows, as it is at one moment.</summary>
/// <param name="Now">That moment.</param>
/// <param name="Rows">The schedules.</param>
/// <param name="Statements">What the store got.</param>
/// <param name="Log">The latest lines, oldest first.</param>
internal sealed record HostView(DateTimeOffset Now, IReadOnlyList<BoardRow> Rows, StatementCounts Statements, IReadOnlyList<HostEvent> Log);
