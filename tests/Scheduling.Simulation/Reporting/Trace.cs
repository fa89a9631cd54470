using System.Globalization;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Reporting;

/// <summary>All that happened, as a hash that must come out the same each time, and as a timeline to be read where somebody wants to.</summary>
internal sealed class Trace(Agenda agenda, TextWriter? timeline)
{
    private ulong _hash = 14695981039346656037UL;

    public ulong Hash => _hash;

    public long Lines { get; private set; }

    /// <param name="what">What happened.</param>
    /// <param name="who">The node to which it happened.</param>
    /// <param name="subject">The schedule or run it was about.</param>
    /// <param name="number">A version, an attempt or a count.</param>
    /// <param name="time">A time that was spoken of.</param>
    public void Add(string what, string? who = null, string? subject = null, long number = 0, DateTimeOffset? time = null)
    {
        Lines++;
        Mix((ulong)agenda.Now);
        Mix(what);
        Mix(who);
        Mix(subject);
        Mix((ulong)number);
        Mix((ulong)(time?.UtcTicks ?? 0));
        if (timeline is not null)
        {
            var at = time is { } spokenOf ? string.Create(CultureInfo.InvariantCulture, $" @{spokenOf - Agenda.Start:c}") : "";
            timeline.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(agenda.Now):c} {who,-5} {what} {subject}{(number != 0 ? $" {number}" : "")}{at}"));
        }
    }

    private void Mix(string? text)
    {
        foreach (var c in text ?? "")
        {
            Mix(c);
        }
    }

    private void Mix(ulong value) => _hash = (_hash ^ value) * 1099511628211UL;
}
