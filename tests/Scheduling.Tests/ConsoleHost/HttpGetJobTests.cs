using System.Net;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NUnit.Framework;
using Scheduling.ConsoleHost.Jobs;
using Scheduling.ConsoleHost.Watching;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class HttpGetJobTests
{
    private FakeTimeProvider _time = null!;

    [SetUp]
    public void SetUp() => _time = new FakeTimeProvider(SampleRun.Occurrence);

    [Test]
    public async Task A_success_is_told_with_its_status()
    {
        List<string> written = [];
        await RunAsync(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)), written);
        written.Should().Equal("http://localhost/: 200 OK in 0 ms");
    }

    [Test]
    public async Task An_answer_that_is_no_success_fails_the_run()
    {
        var run = () => RunAsync(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)));
        (await run.Should().ThrowAsync<HttpRequestException>()).WithMessage("http://localhost/ answered 404 Not Found");
    }

    [Test]
    public async Task No_answer_in_time_fails_the_run()
    {
        var run = RunAsync(NoAnswer);
        _time.Advance(TimeSpan.FromSeconds(5));

        var end = () => run;
        (await end.Should().ThrowAsync<TimeoutException>()).WithMessage("http://localhost/ took longer than 5 s and was stopped");
    }

    [Test]
    public async Task A_cancelled_run_gives_up_the_request()
    {
        using CancellationTokenSource cancel = new();
        var run = RunAsync(NoAnswer, cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        var end = () => run;
        await end.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<HttpResponseMessage> NoAnswer(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new HttpResponseMessage();
    }

    private async Task RunAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> answer, List<string>? written = null, CancellationToken cancellationToken = default)
    {
        using AnsweringHandler handler = new(answer);
        var clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(HttpGetJob.Client).Returns(_ => new HttpClient(handler, disposeHandler: false));
        HostFeed feed = new(_time);
        feed.Happened += told => written?.Add(told.Text);
        await new HttpGetJob(clients, feed, _time).RunAsync(new HttpGetPayload("http://localhost/", 5), SampleRun.Of("a"), cancellationToken);
    }
}
