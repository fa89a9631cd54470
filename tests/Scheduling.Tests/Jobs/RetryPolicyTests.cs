using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;

namespace Scheduling.Tests.Jobs;

public sealed class RetryPolicyTests
{
    private static readonly Guid Run = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    [Test]
    public void One_attempt_is_never_retried() =>
        new RetryPolicy(1, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)).DelayAfter(1, Run).Should().BeNull();

    [Test]
    public void By_default_two_failures_are_retried_and_the_third_is_the_last()
    {
        RetryPolicy.Default.DelayAfter(2, Run).Should().NotBeNull();
        RetryPolicy.Default.DelayAfter(3, Run).Should().BeNull();
        RetryPolicy.Default.DelayAfter(4, Run).Should().BeNull();
    }

    [TestCase(1, 5)]
    [TestCase(2, 10)]
    [TestCase(3, 20)]
    [TestCase(6, 160)]
    [TestCase(7, 300)]
    [TestCase(999, 300)]
    public void The_delay_doubles_up_to_the_greatest_within_a_fifth_either_way(int failures, int seconds)
    {
        var policy = RetryPolicy.Default with { Attempts = 1_000 };
        for (var run = 0; run < 200; run++)
        {
            var delay = policy.DelayAfter(failures, new Guid(run, 0, 0, new byte[8]));
            delay.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds * 0.8)).And.BeLessThan(TimeSpan.FromSeconds(seconds * 1.2));
        }
    }

    [Test]
    public void Jitter_fills_its_whole_range()
    {
        var delays = Enumerable.Range(0, 1_000)
            .Select(run => RetryPolicy.Default.DelayAfter(1, new Guid(run, 0, 0, new byte[8]))!.Value.TotalSeconds)
            .ToArray();
        delays.Min().Should().BeLessThan(4.02);
        delays.Max().Should().BeGreaterThan(5.98);
        delays.Average().Should().BeApproximately(5, 0.1);
    }

    [Test]
    public void The_delay_is_the_same_in_every_process() =>
        RetryPolicy.Default.DelayAfter(1, Run).Should().Be(new TimeSpan(47_635_090));

    [Test]
    public void Each_byte_of_the_run_id_and_the_failures_count()
    {
        var policy = RetryPolicy.Default with { Attempts = 100, FirstDelay = TimeSpan.FromMinutes(5) };
        HashSet<TimeSpan?> delays = [policy.DelayAfter(1, Run), policy.DelayAfter(2, Run)];
        for (var index = 0; index < 16; index++)
        {
            var bytes = Run.ToByteArray();
            bytes[index] ^= 1;
            delays.Add(policy.DelayAfter(1, new Guid(bytes)));
        }

        delays.Should().HaveCount(18);
    }

    [Test]
    public void No_delay_at_all_stays_none() =>
        new RetryPolicy(5, TimeSpan.Zero, TimeSpan.FromMinutes(5)).DelayAfter(4, Run).Should().Be(TimeSpan.Zero);

    [Test]
    public void A_run_that_has_not_failed_has_no_delay() =>
        FluentActions.Invoking(() => RetryPolicy.Default.DelayAfter(0, Run)).Should().Throw<ArgumentOutOfRangeException>();

    [Test]
    public void A_first_delay_above_the_default_bound_raises_the_bound() =>
        Configured(job => job.Retry(2, TimeSpan.FromHours(1))).Should().Be(new RetryPolicy(2, TimeSpan.FromHours(1), TimeSpan.FromHours(1)));

    [Test]
    public void A_bound_below_the_default_first_delay_lowers_the_first_delay() =>
        Configured(job => job.Retry(2, maxDelay: TimeSpan.FromSeconds(1))).Should().Be(new RetryPolicy(2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

    [Test]
    public void Attempts_and_delays_outside_their_bounds_are_refused_at_the_call()
    {
        FluentActions.Invoking(() => Configured(job => job.Retry(0))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("attempts");
        FluentActions.Invoking(() => Configured(job => job.Retry(2, TimeSpan.FromTicks(-1))))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("firstDelay");
        FluentActions.Invoking(() => Configured(job => job.Retry(2, TimeSpan.MaxValue)))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("firstDelay");
        FluentActions.Invoking(() => Configured(job => job.Retry(2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1))))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maxDelay");
        FluentActions.Invoking(() => Configured(job => job.Retry(2, maxDelay: TimeSpan.FromDays(366))))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maxDelay");
    }

    private static RetryPolicy Configured(Action<JobBuilder> configure)
    {
        JobSettings settings = new();
        configure(new JobBuilder(settings));
        return settings.Retry;
    }
}
