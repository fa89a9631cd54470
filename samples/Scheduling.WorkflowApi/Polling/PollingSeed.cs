using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Polling;

/// <summary>Fills the polled table as years of use would have: most rows are good, some are switched off, some overdue, some can't be read.</summary>
internal sealed class PollingSeed(IDbContextFactory<WorkflowContext> contexts, TimeProvider time)
{
    public const int Rows = 200;
    private const int NodesEach = 10;

    private static readonly (string Cron, string Zone)[] s_times =
    [
        ("*/5 * * * *", "UTC"), ("0 * * * *", "UTC"), ("30 7 * * 1-5", "Europe/Paris"), ("0 9 1 * *", "America/New_York"), ("15 2 * * *", "Asia/Tokyo"),
    ];

    /// <returns>How many rows there are now that were not there before: none if the table has any.</returns>
    public async Task<int> SeedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PolledJobs.AnyAsync(cancellationToken))
        {
            return 0;
        }

        for (var number = 1; number <= Rows; number++)
        {
            var (workflow, node) = ($"flow-{((number - 1) / NodesEach) + 1:00}", $"node-{((number - 1) % NodesEach) + 1:00}");
            var row = Good(number, workflow, node);
            Spoil(row, number);
            db.PolledJobs.Add(row);
            await AddNodeAsync(db, workflow, node);
        }

        await db.SaveChangesAsync(cancellationToken);
        return Rows;
    }

    private PolledJob Good(int number, string workflow, string node)
    {
        var (cron, zone) = s_times[number % s_times.Length];
        var now = time.GetUtcNow();
        return new PolledJob
        {
            // Row 176 is of a workflow that has been deleted since, row 151 of the same node as row 150.
            Workflow = number == 176 ? "deleted" : number == 151 ? "flow-15" : workflow,
            Node = number == 151 ? "node-10" : node,
            Job = NodeSchedules.Job,
            Cron = cron,
            Zone = zone,
            Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"customerId":{{number % 7}},"text":"row {{number}}"}"""),
            Enabled = number % 10 != 5,

            // Some are overdue, since the poller looks but once a minute.
            NextRun = number % 20 == 1 ? now.AddSeconds(-30) : OldPoller.Next(cron, zone, now),
        };
    }

    private static void Spoil(PolledJob row, int number)
    {
        switch (number)
        {
            case 26:
                row.Cron = "61 * * * *";
                break;
            case 52:
                row.Zone = "Mars/Olympus_Mons";
                break;
            case 76:
                row.Job = "send-fax";
                break;
            case 102:
                row.Payload = "{\"customerId\": ";
                break;
            case 126:
                row.Cron = "0 0 30 2 *";
                break;
            case 152:
                row.NextRun = null;
                break;
        }
    }

    private static async Task AddNodeAsync(WorkflowContext db, string workflow, string node)
    {
        var row = await db.Workflows.FindAsync(workflow);
        if (row is null)
        {
            row = new Workflow { Id = workflow };
            db.Workflows.Add(row);
        }

        row.Nodes.Add(new WorkflowNode { WorkflowId = workflow, Key = node });
    }
}
