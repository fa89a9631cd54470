using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Migrating;
using Scheduling.WorkflowApi.Nodes;
using Scheduling.WorkflowApi.Polling;
using Scheduling.WorkflowApi.Shadow;
using Scheduling.WorkflowApi.Workflows;

namespace Scheduling.WorkflowApi.Hosting;

/// <summary>Puts the application together.</summary>
internal static class ApiComposition
{
    public const string Store = "ConnectionStrings:Workflows";

    // The API knows nobody: it is for the machine it runs on.
    private const string Loopback = "http://127.0.0.1:5080";

    /// <param name="settings">Configuration as on a command line: <c>--Shadow=true</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="more">Adds to the services.</param>
    public static WebApplication Build(string[] settings, TimeProvider time, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings });
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls(Loopback);
        }

        var store = StoreChoice.Read(builder.Configuration[Store]);
        var services = builder.Services;
        services.AddSingleton(time).AddSingleton(store).AddSingleton(new ShadowMode(builder.Configuration.GetValue<bool>("Shadow")));
        services.AddDbContextFactory<WorkflowContext>((provider, options) => store.Use(options, provider.GetServices<IInterceptor>()));
        services.AddEventDrivenScheduling(options => options.ApplicationName = "workflow-api")
            .UseEntityFrameworkCore<WorkflowContext>()
            .UseInMemoryBus()
            .AddJob<RunNodeJob, RunNodePayload>(NodeSchedules.Job, job => job.CancelOn("customer/deleted", match: "data.customerId"));
        services.AddSingleton<WorkflowService>().AddSingleton<NodeScheduleService>();
        services.AddSingleton<PollingSeed>().AddSingleton<OldPoller>();
        services.AddSingleton<PollingMigration>().AddSingleton<ShadowComparison>();

        // Bodies that can't be read are told like everything else that is refused.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        more?.Invoke(services);

        var app = builder.Build();
        app.UseMiddleware<Refusals>();
        WorkflowEndpoints.Map(app);
        return app;
    }

    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var contexts = app.Services.GetRequiredService<IDbContextFactory<WorkflowContext>>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await app.Services.GetRequiredService<StoreChoice>().PrepareAsync(db, cancellationToken);
    }
}
