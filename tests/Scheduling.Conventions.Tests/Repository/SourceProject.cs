using System.Reflection;
using System.Xml.Linq;

namespace Scheduling.Conventions.Tests.Repository;

/// <summary>A project under src/.</summary>
internal sealed record SourceProject(string Name, string Folder, string RootNamespace)
{
    public Assembly Assembly => Assembly.Load(Name);

    /// <summary>The documentation file, which the build lays beside the assembly.</summary>
    public XDocument Documentation() => XDocument.Load(Path.ChangeExtension(Assembly.Location, ".xml"));

    public static SourceProject Read(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var root = XDocument.Load(file).Descendants("RootNamespace").SingleOrDefault()?.Value ?? name;
        return new(name, $"src/{name}/", root);
    }

    public override string ToString() => Name;
}
