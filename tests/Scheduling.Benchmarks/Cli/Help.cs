using Scheduling.Benchmarks.Verbs;

namespace Scheduling.Benchmarks.Cli;

/// <summary>Tells how the program is used.</summary>
internal static class Help
{
    public const string Verb = "--help";

    public static void Write(TextWriter to)
    {
        to.WriteLine("dotnet run -c Release --project tests/Scheduling.Benchmarks -- VERB [options]");
        to.WriteLine();
        foreach (var verb in VerbList.All)
        {
            to.WriteLine($"  {verb.Name,-12}{verb.Says}");
        }

        to.WriteLine($"  {"micro",-12}the hot pieces alone, with BenchmarkDotNet: takes its options, such as --filter '*Next*', and --quick");
        to.WriteLine($"  {"all",-12}one after the other, micro left out");
        to.WriteLine("""

              --store postgres|sqlite|memory   one store; by default all that the verb knows
              --systems ours,quartz,...        some of ours, quartz, hangfire, coravel, poller, raw; by default all that the verb knows
              --count N                        how many of whatever the verb counts, for each system
              --runs R                         how often each is measured, taking turns; 5 by default
              --slots N                        how many handlers of ours run at once; 1000 by default
              --quick                          small numbers, two runs: whether it works, not how fast
              --json FILE                      appends each figure to a file, as a line of JSON

            PostgreSQL is started in a temporary folder and stopped at the end; SCHEDULING_TEST_POSTGRES names another server, on which databases are made and dropped.
            """);
    }
}
