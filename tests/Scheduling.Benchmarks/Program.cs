using System.Runtime.InteropServices;
using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Micro;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Verbs;

BenchOptions options;
try
{
    options = BenchOptionsParser.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

switch (options.Verb)
{
    case Help.Verb:
        Help.Write(Console.Out);
        return 0;
    case "micro":
        MicroBenchmarks.Run(options);
        return 0;
    case Worker.Verb:
        await Worker.RunAsync(options);
        return 0;
}

var verbs = VerbList.All.Where(verb => options.Verb == "all" || verb.Name == options.Verb).ToArray();
if (verbs.Length == 0 || options.Rest.Count > 0)
{
    Console.Error.WriteLine(verbs.Length == 0 ? $"There is no verb '{options.Verb}'." : $"There is no option '{options.Rest[0]}'.");
    Help.Write(Console.Error);
    return 2;
}

await using Bench bench = new(options);

// Whoever cuts it short leaves no server behind.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
foreach (var verb in verbs)
{
    await verb.RunAsync(bench);
    bench.Report.Tell(verb.Name);
}

return bench.Report.Failures == 0 ? 0 : 1;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    bench.DisposeAsync().AsTask().Wait();
    Environment.Exit(130);
}
