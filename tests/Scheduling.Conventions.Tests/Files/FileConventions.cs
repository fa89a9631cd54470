using System.Xml.Linq;

namespace Scheduling.Conventions.Tests.Files;

[TestFixture]
internal sealed class FileConventions
{
    [Test]
    public void No_file_is_too_long() => SizeRule.TooLong([.. Tree.Sources, .. Tree.TestSources, .. Tree.SampleSources]).MustBeNone();

    [Test]
    public void Most_files_of_src_are_short() => SizeRule.MedianTooLong(Tree.Sources).MustBeNone();

    [Test]
    public void A_file_that_is_too_long_is_found()
    {
        SizeRule.TooLong([OfLines(300), OfLines(301)]).Should().ContainSingle().Which.Should().Contain("301 lines");
        SizeRule.MedianTooLong([OfLines(10), OfLines(79), OfLines(200)]).Should().BeEmpty();
        SizeRule.MedianTooLong([OfLines(10), OfLines(80), OfLines(200)]).Should().ContainSingle().Which.Should().Contain("80 lines");
    }

    [Test]
    public void Projects_name_no_version_and_keep_every_guard() => Tree.Files
        .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
        .SelectMany(file => ProjectRule.Check(file, Tree.Read(file)))
        .MustBeNone();

    [TestCase("<ItemGroup><PackageReference Include='A' /></ItemGroup>", 0)]
    [TestCase("<PropertyGroup><NoWarn>CA1031</NoWarn></PropertyGroup>", 0)]
    [TestCase("<ItemGroup><PackageReference Include='A' Version='1.0.0' /></ItemGroup>", 1)]
    [TestCase("<ItemGroup><PackageReference Include='A' VersionOverride='1.0.0' /></ItemGroup>", 1)]
    [TestCase("<ItemGroup><PackageReference Include='A'><Version>1.0.0</Version></PackageReference></ItemGroup>", 1)]
    [TestCase("<ItemGroup><PackageReference Remove='Microsoft.CodeAnalysis.BannedApiAnalyzers' /></ItemGroup>", 1)]
    [TestCase("<PropertyGroup><NoWarn>CA1031;RS0030</NoWarn></PropertyGroup>", 1)]
    [TestCase("<PropertyGroup><TreatWarningsAsErrors>false</TreatWarningsAsErrors></PropertyGroup>", 1)]
    public void A_version_or_a_guard_switched_off_in_a_project_is_found(string content, int violations) =>
        ProjectRule.Check("A.csproj", $"<Project>{content}</Project>").Should().HaveCount(violations);

    [Test]
    public void The_guards_are_on_for_all_of_src()
    {
        var rules = EditorConfig.Section(Tree.Read(".editorconfig"), "src/**.cs");
        rules["dotnet_diagnostic.CA2007.severity"].Should().BeOneOf("warning", "error");
        rules["dotnet_diagnostic.RS0030.severity"].Should().BeOneOf("warning", "error");

        var everywhere = XDocument.Parse(Tree.Read("Directory.Build.props"));
        everywhere.Descendants("TreatWarningsAsErrors").Select(element => element.Value).Should().Equal("true");
        everywhere.Descendants("GenerateDocumentationFile").Select(element => element.Value).Should().Equal("true");

        var src = XDocument.Parse(Tree.Read("src/Directory.Build.props"));
        src.Descendants("PackageReference").Select(element => element.Attribute("Include")?.Value).Should()
            .Contain(["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers"]);
        src.Descendants("AdditionalFiles").Select(element => element.Attribute("Include")?.Value).Should()
            .Contain(path => path!.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
    }

    [Test]
    public void No_folder_of_src_has_build_settings_of_its_own() => Tree.Files
        .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.Count(c => c == '/') > 1)
        .Where(file => Path.GetFileName(file) is ".editorconfig" or ".globalconfig" or "Directory.Build.props" or "Directory.Build.targets")
        .Select(file => $"{file}: would hide the settings that hold for all of src. Move it into src/ or the root.")
        .MustBeNone();

    [TestCaseSource(typeof(Tree), nameof(Tree.Projects))]
    public void The_public_surface_is_held_in_files(SourceProject project) => new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }
        .Where(file => !Tree.Has(project.Folder + file) || !Tree.Read(project.Folder + file).StartsWith("#nullable enable", StringComparison.Ordinal))
        .Select(file => $"{project.Folder}{file}: is missing, or does not begin with #nullable enable.")
        .MustBeNone();

    [Test]
    public void Settings_of_another_section_do_not_count() => EditorConfig
        .Section("[*.cs]\na = 1\n[src/**.cs]\n# a = 2\nb = 3 = 4\n[*.md]\na = 5\n", "src/**.cs").Should().Equal(new Dictionary<string, string> { ["b"] = "3 = 4" });

    [Test]
    public void The_root_holds_what_a_visitor_looks_for() => new[] { "LICENSE", "README.md", "CHANGELOG.md", "nuget.config" }
        .Where(file => !Tree.Has(file))
        .Select(file => $"{file} is missing from the root.")
        .MustBeNone();

    [Test]
    public void No_file_names_a_registry() => Tree.Files.SelectMany(file => RegistryRule.Hosts(file, Tree.Read(file)))
        .Concat(RegistryRule.Sources("nuget.config", Tree.Read("nuget.config")))
        .MustBeNone();

    [Test]
    public void A_registry_is_found()
    {
        const string Dot = ".";
        RegistryRule.Hosts("a.md", $"one\nhttps://api.nuget{Dot}org/").Should().ContainSingle().Which.Should().StartWith("a.md:2: ");
        RegistryRule.Hosts("a.json", $"http://host/repository/v3/index{Dot}json").Should().ContainSingle();
        RegistryRule.Hosts("a.md", "nuget.config, an organisation, index.json").Should().BeEmpty();
        RegistryRule.Sources("nuget.config", "<configuration><packageSources><clear /><add key='here' value='x' /></packageSources></configuration>")
            .Should().ContainSingle().Which.Should().Contain("here");
    }

    private static SourceText OfLines(int lines) => new("src/A.cs", string.Concat(Enumerable.Repeat("\n", lines)));
}
