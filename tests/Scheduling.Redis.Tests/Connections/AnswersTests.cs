using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.Redis.Connections;

namespace Scheduling.Redis.Tests.Connections;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AnswersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _first = new();
    private readonly TaskCompletionSource _second = new();

    [Test]
    public void Nothing_is_sent_to_a_server_that_owes_an_answer_for_long()
    {
        Answers answers = new(_time);
        _ = answers.AwaitAsync(_first.Task);

        _time.Advance(TimeSpan.FromSeconds(1));
        answers.Invoking(a => a.ThrowIfSilent()).Should().NotThrow();
        _time.Advance(TimeSpan.FromTicks(1));

        answers.Invoking(a => a.ThrowIfSilent()).Should().Throw<TimeoutException>().WithMessage("Redis has not answered for 1.0 s*");
    }

    [Test]
    public void A_server_that_answers_some_is_not_silent()
    {
        Answers answers = new(_time);
        _ = answers.AwaitAsync(_first.Task);
        _ = answers.AwaitAsync(_second.Task);

        _time.Advance(TimeSpan.FromSeconds(2));
        _first.SetResult();
        answers.Invoking(a => a.ThrowIfSilent()).Should().NotThrow();
        _time.Advance(TimeSpan.FromSeconds(2));

        answers.Invoking(a => a.ThrowIfSilent()).Should().Throw<TimeoutException>();
    }

    [Test]
    public async Task What_was_given_up_is_not_awaited_any_more()
    {
        Answers answers = new(_time);
        var answer = answers.AwaitAsync(_first.Task);

        _time.Advance(TimeSpan.FromSeconds(5));
        _first.SetException(new TimeoutException("given up"));

        await FluentActions.Awaiting(() => answer).Should().ThrowAsync<TimeoutException>().WithMessage("given up");
        answers.Invoking(a => a.ThrowIfSilent()).Should().NotThrow();
    }
}
