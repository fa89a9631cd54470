using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Files;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class TimesInFilesTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 31, 8, 0, 0, TimeSpan.Zero);

    [TestCase("4s", "00:00:04")]
    [TestCase("1.5s", "00:00:01.5")]
    [TestCase("250ms", "00:00:00.25")]
    [TestCase("1h30m", "01:30:00")]
    [TestCase("2d3h4m5s6ms", "2.03:04:05.006")]
    [TestCase("5m", "00:05:00")]
    [TestCase("00:01:30", "00:01:30")]
    [TestCase("1.00:00:00", "1.00:00:00")]
    public void A_duration_is_read(string text, string expected) => Duration.TryRead(text).Should().Be(TimeSpan.Parse(expected, null));

    [TestCase("")]
    [TestCase("4")]
    [TestCase("4 s")]
    [TestCase("s")]
    [TestCase("4S")]
    [TestCase("-4s")]
    [TestCase("4s1h")]
    [TestCase("4x")]
    [TestCase("1,5s")]
    [TestCase("4s\n")]
    [TestCase("999999999d")]
    public void What_is_no_duration_is_not_guessed_at(string text) => Duration.TryRead(text).Should().BeNull();

    [TestCase("+4s", "2030-01-31T08:00:04Z")]
    [TestCase("+0s", "2030-01-31T08:00:00Z")]
    [TestCase("2030-01-31T09:00:00+01:00", "2030-01-31T08:00:00Z")]
    [TestCase("2030-01-31T09:00Z", "2030-01-31T09:00:00Z")]
    [TestCase("2030-01-31 09:00:00.5Z", "2030-01-31T09:00:00.5Z")]
    public void A_point_in_time_is_read(string text, string expected) =>
        PointInTime.TryRead(text, s_now).Should().Be(DateTimeOffset.Parse(expected, null));

    [TestCase("2030-01-31T09:00:00")]
    [TestCase("2030-02-31T09:00:00Z")]
    [TestCase("tomorrow")]
    [TestCase("4s")]
    [TestCase("+")]
    [TestCase("+-4s")]
    [TestCase("+9000000d")]
    public void What_is_no_point_in_time_is_not_guessed_at(string text) => PointInTime.TryRead(text, s_now).Should().BeNull();
}
