#pragma warning disable
using Scheduling.Simulation;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Workload;

var from = int.Parse(args[0]); var to = int.Parse(args[1]);
var mut = args.Length > 3 ? AllMutations.Find(args[3]) : Mutation.None;
if (args.Length > 3 && args[3] == "all") {
  foreach (var m in AllMutations.List) {
    var sw0 = System.Diagnostics.Stopwatch.StartNew();
    var seed = from;
    for (; seed < to; seed++) { var w = new World(Scenario.Draw(seed, TimeSpan.FromHours(double.Parse(args[2]))), m, null); w.Run(); if (w.Violations.Count > 0) { Console.WriteLine($"{m.Name} seed {seed} {w.Violations[0]}"); break; } }
    if (seed == to) Console.WriteLine($"{m.Name} NOT CAUGHT {sw0.Elapsed}");
  }
  return;
}
for (var seed = from; seed < to; seed++) {
ulong first = 0;
for (var k = 0; k < 2; k++) {
var tw = args.Length > 4 ? new StreamWriter($"/tmp/tl{k}") : null;
var world = new World(Scenario.Draw(seed, TimeSpan.FromHours(double.Parse(args[2]))), mut, tw);
var sw = System.Diagnostics.Stopwatch.StartNew();
try {
world.Run();
} catch (Exception e) { Console.WriteLine(seed + " " + e); }
tw?.Dispose();
if (to - from == 1 || world.Violations.Count > 0 || (k == 1 && world.Trace.Hash != first)) Console.WriteLine($"{seed} {sw.Elapsed} {System.Text.Json.JsonSerializer.Serialize(world.Figures)} {world.Trace.Lines} {world.Trace.Hash:x}");
foreach (var v in world.Violations.Take(2)) Console.WriteLine(v);
if (k == 1 && world.Trace.Hash != first) Console.WriteLine($"{seed} NOT DETERMINISTIC");
first = world.Trace.Hash;
}
}
