namespace Scheduling.Benchmarks.Cli;

/// <summary>Who is measured: this library, its peers, and what the database or a bare queue would do at most.</summary>
internal enum SystemKind
{
    Ours,
    Quartz,
    Hangfire,
    Coravel,
    Poller,
    Raw,
}
