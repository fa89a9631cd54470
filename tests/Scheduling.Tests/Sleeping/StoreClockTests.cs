using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Sleeping;

internal sealed class StoreClockTests
{
    private static readonly DateTimeOffset Sent = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Test]
    public void Before_the_first_reply_the_store_is_taken_to_have_the_same_time()
    {
        var clock = new StoreClock();

        clock.At(Sent).Should().Be(Sent);
        clock.ToLocal(Sent).Should().Be(Sent);
    }

    [Test]
    public void The_first_reply_gives_the_lowest_offset_that_it_allows()
    {
        var clock = new StoreClock();

        clock.Observe(Sent.AddSeconds(100), Sent, Sent.AddSeconds(2));

        clock.At(Sent).Should().Be(Sent.AddSeconds(98), "a node rather wakes a little late than asks too early");
    }

    [Test]
    public void A_slow_reply_does_not_spoil_what_a_fast_one_taught()
    {
        var clock = new StoreClock();
        clock.Observe(Sent.AddSeconds(100), Sent, Sent);

        clock.Observe(Sent.AddSeconds(105), Sent, Sent.AddSeconds(10));

        clock.At(Sent).Should().Be(Sent.AddSeconds(100));
    }

    [TestCase(-1, 0, TestName = "A tick under the lowest that a reply allows is lifted to it")]
    [TestCase(0, 0, TestName = "The lowest that a reply allows is kept")]
    [TestCase(1, 1, TestName = "A tick over the lowest that a reply allows is kept")]
    public void The_lower_bound_holds_to_the_tick(long known, long expected)
    {
        var clock = new StoreClock();
        clock.Observe(Sent + (known * Tick), Sent, Sent);

        clock.Observe(Sent.AddSeconds(5), Sent, Sent.AddSeconds(5));

        clock.At(Sent).Should().Be(Sent + (expected * Tick));
    }

    [TestCase(-1, -1, TestName = "A tick under the highest that a reply allows is kept")]
    [TestCase(0, 0, TestName = "The highest that a reply allows is kept")]
    [TestCase(1, 0, TestName = "A tick over the highest that a reply allows is cut to it")]
    public void The_upper_bound_holds_to_the_tick(long known, long expected)
    {
        var clock = new StoreClock();
        clock.Observe(Sent + (known * Tick), Sent, Sent);

        clock.Observe(Sent, Sent, Sent.AddSeconds(5));

        clock.At(Sent).Should().Be(Sent + (expected * Tick));
    }

    [TestCase(3600)]
    [TestCase(-3600)]
    public void A_step_of_the_stores_clock_is_followed_with_the_next_reply(int step)
    {
        var clock = new StoreClock();
        clock.Observe(Sent, Sent, Sent);

        clock.Observe(Sent.AddSeconds(step), Sent, Sent);

        clock.At(Sent).Should().Be(Sent.AddSeconds(step));
    }

    [TestCase(3600)]
    [TestCase(-3600)]
    public void A_step_of_the_nodes_clock_is_followed_with_the_next_reply(int step)
    {
        var clock = new StoreClock();
        clock.Observe(Sent, Sent, Sent);

        clock.Observe(Sent.AddSeconds(1), Sent.AddSeconds(step), Sent.AddSeconds(step));

        clock.At(Sent.AddSeconds(step)).Should().Be(Sent.AddSeconds(1));
    }

    [Test]
    public void Times_at_either_end_of_the_calendar_have_a_local_time()
    {
        var ahead = new StoreClock();
        ahead.Observe(Sent.AddDays(1), Sent, Sent);
        var behind = new StoreClock();
        behind.Observe(Sent.AddDays(-1), Sent, Sent);

        ahead.ToLocal(DateTimeOffset.MinValue).Should().Be(DateTimeOffset.MinValue);
        ahead.ToLocal(DateTimeOffset.MaxValue).Should().Be(DateTimeOffset.MaxValue.AddDays(-1));
        behind.ToLocal(DateTimeOffset.MaxValue).Should().Be(DateTimeOffset.MaxValue);
        behind.ToLocal(DateTimeOffset.MinValue).Should().Be(DateTimeOffset.MinValue.AddDays(1));
    }

    [Test]
    public void With_honest_replies_the_offset_stays_within_every_bound_and_moves_no_farther_than_it_must() =>
        Gen.Select(Gen.Int[-1000, 1000], Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[-5, 5]).Array[1, 40]).Sample((offset, replies) =>
        {
            var clock = new StoreClock();
            var now = Sent;
            TimeSpan? kept = null;
            foreach (var (out_, back, drift) in replies)
            {
                offset += drift;
                var sent = now;
                var storeNow = sent + TimeSpan.FromTicks(out_ + offset);
                now = sent + TimeSpan.FromTicks(out_ + back);
                clock.Observe(storeNow, sent, now);

                var learned = clock.At(now) - now;
                var (lowest, highest) = (storeNow - now, storeNow - sent);
                learned.Should().BeGreaterThanOrEqualTo(lowest).And.BeLessThanOrEqualTo(highest);
                if (kept is { } before)
                {
                    learned.Should().Be(before < lowest ? lowest : before > highest ? highest : before);
                }

                clock.ToLocal(clock.At(now)).Should().Be(now);
                kept = learned;
            }
        });
}
