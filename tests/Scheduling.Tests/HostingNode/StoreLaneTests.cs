using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

internal sealed class StoreLaneTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    [Test]
    public void One_operation_is_under_way_at_a_time()
    {
        var lane = new StoreLane(Cap);
        lane.IsFree(Now).Should().BeTrue();

        lane.Sent();
        lane.IsFree(Now.AddDays(1)).Should().BeFalse();
        lane.RetryAt.Should().BeNull();
        lane.Answered();

        lane.IsFree(Now).Should().BeTrue();
        lane.RetryAt.Should().BeNull();
    }

    [Test]
    public void After_a_failure_the_next_waits_to_the_tick()
    {
        var lane = new StoreLane(Cap);
        lane.Sent();

        lane.Failed(Now, new NodeRandom("a"));

        var retryAt = lane.RetryAt!.Value;
        lane.IsFree(retryAt.AddTicks(-1)).Should().BeFalse();
        lane.IsFree(retryAt).Should().BeTrue();
    }

    [Test]
    public void Waits_grow_from_200_ms_by_doubling_up_to_the_cap_with_a_quarter_of_jitter()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var (lane, random) = (new StoreLane(Cap), new NodeRandom($"node-{seed}"));
            var last = TimeSpan.Zero;
            for (var failures = 0; failures < 40; failures++)
            {
                lane.Sent();
                lane.Failed(Now, random);

                var wait = lane.RetryAt!.Value - Now;
                var middle = Math.Min(0.2 * Math.Pow(2, failures), Cap.TotalSeconds);
                wait.TotalSeconds.Should().BeInRange(middle * 0.75, middle * 1.25);
                if (middle < Cap.TotalSeconds)
                {
                    wait.Should().BeGreaterThan(last, "it waits longer each time");
                }

                last = wait;
                lane.Failures.Should().Be(failures + 1);
            }
        }
    }

    [Test]
    public void Nodes_do_not_come_back_at_the_same_moment()
    {
        var waits = Enumerable.Range(0, 100).Select(i =>
        {
            var lane = new StoreLane(Cap);
            lane.Failed(Now, new NodeRandom($"node-{i}"));
            return lane.RetryAt!.Value - Now;
        }).ToArray();

        (waits.Max() - waits.Min()).TotalMilliseconds.Should().BeGreaterThan(80, "the jitter spreads them over 100 ms");
    }

    [Test]
    public void An_answer_begins_anew()
    {
        var (lane, random) = (new StoreLane(Cap), new NodeRandom("a"));
        for (var i = 0; i < 5; i++)
        {
            lane.Failed(Now, random);
        }

        lane.Answered();

        lane.Failures.Should().Be(0);
        lane.IsFree(Now).Should().BeTrue();
        lane.Failed(Now, random);
        (lane.RetryAt!.Value - Now).Should().BeLessThanOrEqualTo(TimeSpan.FromMilliseconds(250));
    }
}
