using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;

namespace Scheduling.Tests.Chaining;

public sealed class BoundedCacheTests
{
    [Test]
    public void What_is_asked_for_often_is_made_once_and_what_is_not_is_let_go()
    {
        Dictionary<string, int> made = [];
        var cache = new BoundedCache<object>(8, key =>
        {
            made[key] = made.GetValueOrDefault(key) + 1;
            return new object();
        });
        var hot = cache.Get("hot");
        cache.Get("cold");
        for (var index = 0; index < 100; index++)
        {
            cache.Get($"other {index}");
            cache.Get("hot").Should().BeSameAs(hot);
        }

        cache.Get("cold");
        made["hot"].Should().Be(1);
        made["cold"].Should().Be(2);
    }

    [Test]
    public void A_failure_is_not_kept()
    {
        var fails = true;
        var cache = new BoundedCache<string>(8, key => fails ? throw new FormatException(key) : key);
        FluentActions.Invoking(() => cache.Get("a")).Should().Throw<FormatException>();
        fails = false;
        cache.Get("a").Should().Be("a");
    }
}
