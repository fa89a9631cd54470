using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scheduling.ClusterHost;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;

// One node of a cluster, for tests that kill it: takes commands from its standard input, and ends when that is closed, so that it does not outlive who started it.
var options = new ConfigurationBuilder().AddCommandLine(args).Build().Get<NodeOptions>() ?? throw new ArgumentException("There are no options.");
await using LineWriter lines = new(Console.OpenStandardOutput());
await using EffectsWriter effects = new(options.Effects, options.Name, options.Number);
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(lines).AddSingleton(effects).AddSingleton<ILoggerProvider, LineLoggerProvider>();
var scheduling = builder.Services.AddEventDrivenScheduling(options.Apply)
    .UsePostgres(options.Postgres, store => store.MigrateAtStart = false)
    .UseRedisBus(options.Redis, bus => bus.Prefix = options.Prefix);
foreach (var job in options.JobNames)
{
    scheduling.AddJob<EffectJob, EffectPayload>(job, settings => settings.Retry(attempts: 1));
}

foreach (var job in options.ElsewhereNames)
{
    scheduling.AddJobElsewhere<EffectPayload>(job);
}

using var host = builder.Build();
await host.StartAsync();
lines.Write(new Line(LineKind.Ready));
CommandLoop loop = new(host.Services, lines);
if (await loop.RunAsync(Console.In))
{
    await host.StopAsync();
    lines.Write(new Line(LineKind.Stopped));
}
else
{
    // Whoever started it is gone: so must everything be.
    Environment.Exit(1);
}
