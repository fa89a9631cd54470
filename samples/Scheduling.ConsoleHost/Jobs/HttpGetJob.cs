using System.Globalization;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>Gets an address; an answer that is no success fails the run.</summary>
internal sealed class HttpGetJob(IHttpClientFactory clients, HostFeed feed, TimeProvider time) : IScheduledJob<HttpGetPayload>
{
    public const string Client = "http-get";
    private const double DefaultSeconds = 30;

    public async Task RunAsync(HttpGetPayload payload, RunContext run, CancellationToken cancellationToken)
    {
        using var timeout = new JobTimeout(payload.TimeoutSeconds ?? DefaultSeconds, time, cancellationToken);
        using var client = clients.CreateClient(Client);
        var started = time.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(new Uri(payload.Url), HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var status = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}");
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{payload.Url} answered {status}", null, answer.StatusCode);
            }

            var took = time.GetElapsedTime(started).TotalMilliseconds;
            feed.Wrote(run.ScheduleId, string.Create(CultureInfo.InvariantCulture, $"{payload.Url}: {status} in {took:F0} ms"));
        }
        catch (OperationCanceledException) when (timeout.Token.IsCancellationRequested)
        {
            throw timeout.Reason(payload.Url);
        }
    }
}
