namespace Scheduling.Conventions.Tests.Readme;

[TestFixture]
internal sealed class ReadmeConventions
{
    [Test]
    public void Every_block_of_the_readme_compiles() => Check("README.md", Tree.Read("README.md")).MustBeNone();

    [Test]
    public void Blocks_are_found_with_their_lines_and_preambles()
    {
        const string Page = """
            # Title
            <!-- compile: using A; -->

            ```csharp
            one
            two
            ```
            ```bash
            not this
            ```
            <!-- compile:
            using B;
            -->
            Words between: the comment is not directly before the block.

            ```cs
            three
            ```
            """;

        ReadmeBlocks.Find(Page).Should().Equal(new ReadmeBlock(5, "one\ntwo", 2, " using A; "), new ReadmeBlock(17, "three", 0, ""));
    }

    [TestCase("var names = new List<string>(); await Task.Yield();")]
    [TestCase("// file: A.cs\nusing Microsoft.Extensions.Hosting;\n\nusing var host = Host.CreateApplicationBuilder(args).Build();\nsealed record A(int B);")]
    [TestCase("public sealed class A(Scheduling.Schedules.IScheduler scheduler) { public override string ToString() => $\"{scheduler}\"; }")]
    [TestCase("namespace My.App;\npublic enum A { B }")]
    public void Good_code_compiles(string code) => Check("page.md", Fence(code)).Should().BeEmpty();

    [TestCase("var names = new List<string>();\nnames.Ad(\"x\");", "page.md:3: CS1061*")]
    [TestCase("using No.Such.Space;", "page.md:2: CS0246*")]
    [TestCase("var a = 1", "page.md:2: CS1002*")]
    [TestCase("class A { }\n\nclass B : C { }", "page.md:4: CS0246*")]
    public void Bad_code_is_found_at_its_line(string code, string error) => Check("page.md", Fence(code)).Should().ContainSingle().Which.Should().Match(error);

    [Test]
    public void A_preamble_gives_what_the_block_leaves_out()
    {
        const string Comment = "<!-- compile: using System.Text;\nvar text = new StringBuilder();\nclass Later { } -->\n";
        var block = Fence("using System.Globalization;\n\ntext.Append(CultureInfo.InvariantCulture, $\"{new Later()}\");");

        Check("page.md", Comment + block).Should().BeEmpty();
        Check("page.md", block).Should().NotBeEmpty();
        Check("page.md", Comment.Replace("text", "test") + block).Should().ContainSingle().Which.Should().StartWith("page.md:7: CS0103");
    }

    [Test]
    public void A_block_that_does_not_end_is_refused() =>
        FluentActions.Invoking(() => ReadmeBlocks.Find("text\n```csharp\nvar a = 1;")).Should().Throw<FormatException>().WithMessage("*line 2 does not end*");

    private static string Fence(string code) => $"```csharp\n{code}\n```\n";

    private static IEnumerable<string> Check(string page, string text) => ReadmeBlocks.Find(text).SelectMany(block => BlockCompiler.Check(page, block));
}
