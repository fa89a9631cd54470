namespace Scheduling.ConsoleHost.Arguments;

/// <summary>How the program is used.</summary>
internal static class Usage
{
    public const string Text = """
        A cron daemon that sleeps until something is due.

        Usage: dotnet run --project samples/Scheduling.ConsoleHost -- [serve] [--file PATH] [--store STORE] [--bus BUS] [--seconds N]

          (nothing)      a demo of 20 seconds, which pauses, resumes, deletes, and cancels by an event
          serve          stays until Ctrl-C
          --file PATH    your own schedules instead of the demo's, and no demo steps
          --seconds N    how long it stays without serve; 1 to 86400, 20 by default
          --store STORE  where schedules are kept: they outlive the process, which goes on where it was stopped or killed
                         memory               nowhere
                         sqlite:PATH          in a file, which one process uses at a time; its folder must be there
                         postgres:CONNECTION  in a database, as Npgsql reads it
                         By default an SQLite file in your folder for programs' data; its path is the first line of the output.
          --bus BUS      how several of them on one PostgreSQL hear of each other's changes
                         memory            not at all, so run one of them; this is the default
                         redis:CONNECTION  through Redis, as StackExchange.Redis reads it: redis:localhost:6379
          --help         this text

        A file is a JSON array; comments and trailing commas are allowed. An entry has
          "id"           required, no two alike
          one of         "cron":  "*/5 * * * *", or six fields with seconds first; optional "zone", as in "Europe/Paris"
                         "every": "90s", "1h30m", or "00:01:30"
                         "at":    "2030-01-31T09:00:00+01:00", or "+4s": so long after the file is loaded
          "job"          required, with its "payload":
                         write-line   {"text": ...}
                         run-command  {"command": ..., "arguments": [...], "timeoutSeconds": ...}   no shell
                         http-get     {"url": ..., "timeoutSeconds": ...}
                         each may have a "customerId": the event customer/deleted with that number cancels the schedule
          optional       "group", "name", "overlap": "skip" (default) or "allowAll"

        On each start the entries of the file are saved: what has not changed goes on as it was, and "+4s" counts anew. A time that has
        passed runs at once when it is first saved, and never again. What you take out of the file stays in the store.

        With output to a file or a pipe, it writes one line for each event instead of the live table.
        Exit codes: 0 done, 1 failed, or another process uses the file of the store; 2 wrong arguments or a file that is refused.
        """;
}
