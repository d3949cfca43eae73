using System.Reflection;
using System.Runtime.Loader;

namespace Elbo.Fuzz.Coverage;

/// <summary>Runs this very program a second time in the same process, with the instrumented assemblies in the place of the plain ones.</summary>
internal sealed class InstrumentedContext(string folder) : AssemblyLoadContext("instrumented")
{
    /// <summary>Calls a public static method of this assembly's copy that takes words and gives an exit code.</summary>
    public static int Run(string folder, Type type, string method, string[] words)
    {
        var copy = new InstrumentedContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "Elbo.Fuzz.dll"));
        return (int)copy.GetType(type.FullName!)!.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, [words])!;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
