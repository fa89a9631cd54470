using Scheduling.ConsoleHost.Files;
using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Hosting;

/// <summary>
/// Saves each entry to a scheduler that nobody else uses. Its recurrence and its other parts go apart, each beside parts that are
/// known to be good, so that the library names what is wrong with either.
/// </summary>
internal sealed class EntryCheck(IScheduler scheduler) : IEntryCheck
{
    private static readonly Recurrence s_good = Recurrence.Every(TimeSpan.FromHours(1));

    public async Task<IReadOnlyList<string>> ProblemsOfAsync(FileEntry entry, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        var rest = new ScheduleDefinition(entry.Id ?? HostComposition.StandIn, entry.Payload is null ? HostComposition.StandIn : entry.Job!, s_good)
        {
            Group = entry.Group,
            Name = entry.Name,
            Overlap = entry.Overlap,
            Payload = entry.Payload,
        };
        await TryAsync(rest);
        if (entry.Recurrence is { } recurrence)
        {
            await TryAsync(new ScheduleDefinition(HostComposition.StandIn, HostComposition.StandIn, recurrence));
        }

        return problems;

        async Task TryAsync(ScheduleDefinition definition)
        {
            try
            {
                await scheduler.SaveAsync(definition, cancellationToken);
                await scheduler.DeleteAsync(definition.Id, cancellationToken);
            }
            catch (ArgumentException refused)
            {
                problems.Add(Sentence(refused));
            }
        }
    }

    // The name of the parameter is of no use to who wrote the file.
    private static string Sentence(ArgumentException refused) => refused.ParamName is { } parameter
        ? refused.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
        : refused.Message;
}
