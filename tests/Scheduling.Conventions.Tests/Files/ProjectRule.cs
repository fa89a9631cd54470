using System.Xml.Linq;
using Scheduling.Conventions.Tests.Sources;

namespace Scheduling.Conventions.Tests.Files;

/// <summary>Versions stand in Directory.Packages.props alone, and no project switches a guard off.</summary>
internal static class ProjectRule
{
    private static readonly string[] s_switches = ["NoWarn", "WarningsNotAsErrors", "TreatWarningsAsErrors", "RunAnalyzers", "RunAnalyzersDuringBuild"];

    public static IEnumerable<string> Check(string path, string text)
    {
        var project = XDocument.Parse(text);
        foreach (var package in project.Descendants("PackageReference"))
        {
            if (package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null || package.Element("Version") is not null)
            {
                yield return $"{path}: names a version of {package.Attribute("Include")?.Value}. Versions stand in Directory.Packages.props.";
            }

            if (package.Attribute("Remove") is { } removed)
            {
                yield return $"{path}: removes {removed.Value}, which every project has.";
            }
        }

        foreach (var setting in project.Descendants().Where(element => s_switches.Contains(element.Name.LocalName)))
        {
            var off = SuppressionRule.Guards.Where(id => setting.Value.Contains(id, StringComparison.Ordinal)).ToList();
            if (off.Count > 0 || setting.Value.Trim() == "false")
            {
                yield return $"{path}: {setting.Name.LocalName} switches off {(off.Count > 0 ? string.Join(", ", off) : "what every project keeps")}.";
            }
        }
    }
}
