#pragma warning disable
using Scheduling.Simulation;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Workload;

var from = int.Parse(args[0]); var to = int.Parse(args[1]);
for (var seed = from; seed < to; seed++) {
ulong first = 0;
for (var k = 0; k < 2; k++) {
var tw = args.Length > 3 ? new StreamWriter($"/tmp/tl{k}") : null;
var world = new World(Scenario.Draw(seed, TimeSpan.FromHours(double.Parse(args[2]))), Mutation.None, tw);
var sw = System.Diagnostics.Stopwatch.StartNew();
try {
world.Run();
} catch (Exception e) { Console.WriteLine(seed + " " + e); }
if (to - from == 1 || world.Violations.Count > 0 || (k == 1 && world.Trace.Hash != first)) Console.WriteLine($"{seed} {sw.Elapsed} {System.Text.Json.JsonSerializer.Serialize(world.Figures)} {world.Trace.Lines} {world.Trace.Hash:x}");
tw?.Dispose();
foreach (var v in world.Violations.Take(2)) Console.WriteLine(v);
if (k == 1 && world.Trace.Hash != first) Console.WriteLine($"{seed} NOT DETERMINISTIC");
first = world.Trace.Hash;
}
}
