using System.Reflection;
using Elbo.Packages.Tests.Api;

namespace Elbo.Packages.Tests.Reference;

/// <summary>What the reference is about: the types that a library's users can name, and their members.</summary>
internal static class Documented
{
    public static Assembly[] Libraries { get; } = [Assembly.Load("Elbo"), Assembly.Load("Elbo.Imaging"), Assembly.Load("Elbo.Tensors")];

    public static IEnumerable<Type> Types => Libraries.SelectMany(library => library.GetExportedTypes());

    /// <summary>A type's members as its page lists them. Left out is what every object can do and what is made without being written.</summary>
    public static IEnumerable<MemberInfo> Members(Type type)
    {
        if (type.IsEnum) return type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), null));
        if (type.IsSubclassOf(typeof(Delegate))) return [];
        return PublicApi.Callable(type).Where(member => !IsUsual(member)).OrderBy(Rank).ThenBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => PublicApi.Line(member), StringComparer.Ordinal);
    }

    private static bool IsUsual(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetBaseDefinition().DeclaringType == typeof(object) || method.Name is "Equals" or "op_Equality" or "op_Inequality",
        ConstructorInfo made => made.GetParameters().Length == 0,
        _ => false,
    };

    private static int Rank(MemberInfo member) => member switch { ConstructorInfo => 0, FieldInfo => 1, PropertyInfo => 2, EventInfo => 3, _ => 4 };
}
