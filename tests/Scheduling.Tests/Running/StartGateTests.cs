using FluentAssertions;
using NUnit.Framework;
using Scheduling.Running;

namespace Scheduling.Tests.Running;

internal sealed class StartGateTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 1, 0, 0, 25, TimeSpan.Zero);

    [TestCase(-1, true)]
    [TestCase(0, false)]
    [TestCase(1, false)]
    public void It_is_passed_up_to_the_tick_before_the_trust_ends(long ticks, bool expected)
    {
        var gate = new StartGate(Until);

        gate.TryPass(Until.AddTicks(ticks)).Should().Be(expected);

        gate.HasPassed.Should().Be(expected);
    }

    [Test]
    public void Trust_that_was_prolonged_counts()
    {
        var gate = new StartGate(Until);
        gate.TryPass(Until).Should().BeFalse();

        gate.ExtendTrust(Until.AddSeconds(10));

        gate.TryPass(Until.AddSeconds(10)).Should().BeFalse();
        gate.TryPass(Until.AddSeconds(10).AddTicks(-1)).Should().BeTrue();
    }

    [Test]
    public void Trust_is_the_same_moment_in_whatever_offset_it_is_given()
    {
        var gate = new StartGate(Until.ToOffset(TimeSpan.FromHours(5)));

        gate.TryPass(Until).Should().BeFalse();
        gate.TryPass(Until.AddTicks(-1).ToOffset(TimeSpan.FromHours(-3))).Should().BeTrue();
    }

    [Test]
    public void It_is_passed_once_and_then_not_closed()
    {
        var gate = new StartGate(Until);

        gate.TryPass(Until.AddSeconds(-1)).Should().BeTrue();

        gate.TryPass(Until.AddSeconds(-1)).Should().BeFalse();
        gate.TryClose().Should().BeFalse();
        gate.HasPassed.Should().BeTrue();
    }

    [Test]
    public void It_is_closed_once_and_then_not_passed()
    {
        var gate = new StartGate(Until);

        gate.TryClose().Should().BeTrue();

        gate.TryClose().Should().BeFalse();
        gate.TryPass(Until.AddSeconds(-1)).Should().BeFalse();
        gate.HasPassed.Should().BeFalse();
    }

    [Test]
    public void Of_many_threads_that_pass_and_close_it_exactly_one_wins()
    {
        const int Threads = 6;
        const int Rounds = 3_000;
        var gates = Enumerable.Range(0, Rounds).Select(_ => new StartGate(Until)).ToArray();
        var (passed, closed) = (new int[Rounds], new int[Rounds]);
        using var together = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            for (var i = 0; i < Rounds; i++)
            {
                if ((number + i) % 2 == 0)
                {
                    Interlocked.Add(ref passed[i], gates[i].TryPass(Until.AddTicks(-1)) ? 1 : 0);
                }
                else
                {
                    Interlocked.Add(ref closed[i], gates[i].TryClose() ? 1 : 0);
                }
            }
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        passed.Zip(closed).Should().OnlyContain(pair => pair.First + pair.Second == 1);
        gates.Select(gate => gate.HasPassed ? 1 : 0).Should().Equal(passed);
    }
}
