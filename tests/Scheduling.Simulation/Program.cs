using Scheduling.Simulation.Running;

return CommandLine.Parse(args) is { } command ? command.Run(Console.Out) : CommandLine.Explain(Console.Error);
