namespace Scheduling.WorkflowApi.Hosting;

/// <summary>How the program is used.</summary>
internal static class Usage
{
    public const string Text = """
        An API for workflows whose nodes run by schedules, and the way there from a table that is polled.

        Usage: dotnet run --project samples/Scheduling.WorkflowApi -- [command] [--store STORE] [--KEY=VALUE ...]

          (nothing)               serves on http://127.0.0.1:5080, or --Urls=...; --shadow only records what is due
          migrate-from-polling    starts a schedule for each enabled row of scheduled_jobs; stop the API and, unless with --shadow, the poller first
              --dry-run           only tells what it would do
              --shadow            the runs of these schedules are only recorded, because the poller goes on
          compare-shadow          compares what the poller has run with what was recorded
          seed-polling            fills scheduled_jobs with 200 rows, some of them bad
          poll-once               does what the old poller did each minute
          help                    this text

        STORE is sqlite:PATH (by default in the local application data) or postgres:CONNECTION.
        Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 done, but there are rows or differences to be looked at.
        """;
}
