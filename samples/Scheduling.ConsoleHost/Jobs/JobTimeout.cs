using System.Globalization;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>How long a job may take: its token is cancelled at the end of the run's own token or of the time given, whichever is first.</summary>
internal sealed class JobTimeout : IDisposable
{
    private const double LongestSeconds = 86_400;

    private readonly CancellationToken _run;
    private readonly double? _seconds;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _both;

    public JobTimeout(double? seconds, TimeProvider time, CancellationToken run)
    {
        _run = run;
        _seconds = seconds;
        _timer = seconds is { } limit ? new CancellationTokenSource(TimeSpan.FromSeconds(limit), time) : null;
        _both = CancellationTokenSource.CreateLinkedTokenSource(run, _timer?.Token ?? CancellationToken.None);
    }

    public CancellationToken Token => _both.Token;

    public static string? Problem(double? seconds) => seconds is null or (> 0 and <= LongestSeconds)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"\"timeoutSeconds\" is {seconds}; give more than 0 and at most {LongestSeconds}");

    /// <summary>What to throw when the token was cancelled: a run that was stopped is not a run that took too long.</summary>
    public Exception Reason(string what) => _run.IsCancellationRequested
        ? new OperationCanceledException(_run)
        : new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{what} took longer than {_seconds} s and was stopped"));

    public void Dispose()
    {
        _both.Dispose();
        _timer?.Dispose();
    }
}
