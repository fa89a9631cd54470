namespace Scheduling.ConsoleHost.Jobs;

/// <summary>What the job http-get is given.</summary>
internal sealed record HttpGetPayload(string Url, double? TimeoutSeconds = null, int? CustomerId = null) : IPayload
{
    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return $"\"url\" is '{Url}'; give an absolute address that begins with http:// or https://";
        }

        if (JobTimeout.Problem(TimeoutSeconds) is { } problem)
        {
            yield return problem;
        }
    }
}
