using System.Globalization;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Reporting;

namespace Scheduling.Simulation.Running;

/// <summary>Runs what is asked for, and tells what came of it.</summary>
internal static class Report
{
    private const int MostShown = 5;
    private const int BetweenWords = 500;

    public static int Seeds(CommandLine command, TextWriter output)
    {
        var start = TimeProvider.System.GetTimestamp();
        Batch batch = new(command.From, command.Seeds, command.Length, command.Mutation)
        {
            Progress = done =>
            {
                if (done % BetweenWords == 0)
                {
                    output.WriteLine(Line($"{done} seeds in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s"));
                }
            },
        };
        batch.Run(command.Threads);
        Tell(batch.Figures, TimeProvider.System.GetElapsedTime(start), output);
        foreach (var failed in batch.Failed.Take(MostShown))
        {
            Tell(failed, command, output);
        }

        output.WriteLine(Line($"{command.Seeds} seeds of {command.Hours} h, each twice: {batch.Failed.Count} failed"));
        return batch.Failed.Count == 0 ? 0 : 1;
    }

    public static int Mutations(CommandLine command, TextWriter output)
    {
        var slipped = 0;
        foreach (var mutation in AllMutations.List)
        {
            var caught = Catching.FirstFailure(mutation, command.Length);
            slipped += caught is null ? 1 : 0;
            output.WriteLine(caught is null
                ? Line($"{mutation.Name,-12} not caught in {Catching.Seeds} seeds")
                : Line($"{mutation.Name,-12} after {caught.Seed + 1,3} seeds  {caught.Violations[0].Checker}"));
        }

        return slipped == 0 ? 0 : 1;
    }

    public static int Timeline(int seed, CommandLine command, TextWriter output)
    {
        var result = SeedRunner.Run(seed, command.Length, command.Mutation, output);
        output.WriteLine(Line($"hash {result.Hash:x16}"));
        foreach (var violation in result.Violations)
        {
            output.WriteLine(violation);
        }

        return result.Violations.Count == 0 ? 0 : 1;
    }

    /// <summary>The one command that shows a failing seed in full.</summary>
    public static string Replay(int seed, double hours, Mutation mutation) =>
        Line($"dotnet run -c Release --project tests/Scheduling.Simulation -- --seed {seed} --hours {hours}{(mutation == Mutation.None ? "" : $" --mutate {mutation.Name}")}");

    private static void Tell(SeedResult failed, CommandLine command, TextWriter output)
    {
        output.WriteLine(Line($"seed {failed.Seed}"));
        foreach (var violation in failed.Violations.Take(MostShown))
        {
            output.WriteLine($"  {violation}");
        }

        output.WriteLine($"  {Replay(failed.Seed, command.Hours, command.Mutation)}");
    }

    private static void Tell(Figures figures, TimeSpan took, TextWriter output)
    {
        output.WriteLine(Line($"{figures.Simulated.TotalHours:N0} simulated hours ({figures.Simulated.TotalDays / 365.25:N1} years) in {took.TotalSeconds:N0} s: {figures.Simulated.TotalHours / took.TotalSeconds:N0} h/s, {figures.Events:N0} events"));
        output.WriteLine(Line($"{figures.Occurrences:N0} occurrences, {figures.Starts:N0} starts of handlers, {figures.Rescues:N0} take-overs and retries, {figures.Poisoned:N0} poisoned runs"));
        output.WriteLine(Line($"{figures.Missed:N0} missed and {figures.Skipped:N0} skipped, {figures.Buffered:N0} buffered and {figures.Promoted:N0} told that they may go on, {figures.Triggered:N0} runs asked for"));
        output.WriteLine(Line($"{figures.Crashes:N0} crashes, {figures.Freezes:N0} freezes, {figures.CleanLeaves:N0} clean leaves, {figures.StoreFailures:N0} store calls of {figures.StoreCalls + figures.StoreFailures:N0} without an answer"));
        output.WriteLine(Line($"{figures.Calls:N0} calls of users, {figures.FailedCalls + figures.FailedAsks:N0} of them failed, {figures.Stops:N0} stops returned"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
