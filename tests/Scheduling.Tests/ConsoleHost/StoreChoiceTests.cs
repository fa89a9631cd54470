using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Arguments;
using Scheduling.ConsoleHost.Stores;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class StoreChoiceTests
{
    [Test]
    public void A_store_is_read()
    {
        Read("memory").Should().Be(new StoreChoice.Memory());
        Read("sqlite:a=b.db").Should().Be(new StoreChoice.Sqlite(Path.GetFullPath("a=b.db")));
        Read("postgres:Host=db;Database=app;Password=secret").Should().BeOfType<StoreChoice.Postgres>()
            .Which.Place.Should().Be("the PostgreSQL database 'app' on db");
    }

    [TestCase("", "needs one of memory, sqlite:PATH, postgres:CONNECTION")]
    [TestCase("file.db", "needs one of memory")]
    [TestCase("Memory", "needs one of memory")]
    [TestCase("sqlite:", "needs the path of a file")]
    [TestCase("sqlite::memory:", "--store memory")]
    [TestCase("sqlite:.", "names the folder")]
    [TestCase("sqlite:no-such/", "names the folder")]
    [TestCase("sqlite:no-such-folder/a.db", "no such folder")]
    [TestCase("postgres:", "with a Host")]
    [TestCase("postgres:Database=app", "with a Host")]
    [TestCase("postgres:Hots=db", "can't be read")]
    public void A_wrong_store_is_refused(string text, string fact)
    {
        StoreChoiceReader.TryRead(text, out var choice, out var problem).Should().BeFalse();
        choice.Should().BeNull();
        problem.Should().Contain(fact);
    }

    [Test]
    public void Nothing_behind_it_is_refused() => StoreChoiceReader.TryRead(null, out _, out _).Should().BeFalse();

    [Test]
    public void No_secret_is_said() => Read("postgres:Host=db;Username=me;Password=secret").Said.Should().Contain("'me' on db").And.NotContain("secret");

    [Test]
    public void By_default_it_is_a_file_outside_of_the_current_folder_and_another_one_for_the_demo()
    {
        var demo = DefaultStore.Of(new CommandLine()).Should().BeOfType<StoreChoice.Sqlite>().Subject;
        var own = DefaultStore.Of(new CommandLine { File = "a.json" }).Should().BeOfType<StoreChoice.Sqlite>().Subject;
        Path.GetFileName(demo.Path).Should().Be("demo.db");
        own.Path.Should().NotBe(demo.Path);
        Path.GetDirectoryName(own.Path).Should().Be(Path.GetDirectoryName(demo.Path)).And.NotBe(Environment.CurrentDirectory);
        Directory.Exists(Path.GetDirectoryName(own.Path)).Should().BeTrue();
    }

    private static StoreChoice Read(string text)
    {
        StoreChoiceReader.TryRead(text, out var choice, out var problem).Should().BeTrue(problem);
        return choice!;
    }
}
