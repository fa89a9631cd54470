using Scheduling.ConsoleHost.Hosting;
using Spectre.Console;

var console = Console.IsOutputRedirected ? null : AnsiConsole.Console;
return await new Application(Console.Out, Console.Error, console, TimeProvider.System).RunAsync(args);
