using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Scheduling.Conventions.Tests.Files;

/// <summary>Where packages come from is the choice of whoever builds: no file names a registry.</summary>
internal static partial class RegistryRule
{
    public static IEnumerable<string> Hosts(string path, string text) =>
        from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
        from host in Registry().Matches(line.Content)
        select $"{path}:{line.Number}: names the registry '{host.Value}'. Leave package sources to whoever builds.";

    public static IEnumerable<string> Sources(string path, string text) =>
        from sources in XDocument.Parse(text).Descendants("packageSources")
        from source in sources.Elements("add")
        select $"{path}: adds the package source {source.Attribute("key")?.Value}. Leave package sources to whoever builds.";

    [GeneratedRegex(
        @"\b(nuget\.org|npmjs\.(org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|crates\.io|myget\.org|(deb|security)\.debian\.org"
        + @"|(archive|security)\.ubuntu\.com|pkgs\.dev\.azure\.com|(nuget|npm)\.pkg\.github\.com|proxy\.golang\.org|jfrog\.io)|/v3/index\.json\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Registry();
}
