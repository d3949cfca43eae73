using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Elbo.Packages.Tests.Api;

/// <summary>Everything of an assembly that other code can call, a line each, in an order that does not depend on the sources'.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(type.Namespace).Append(": ").Append(Head(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A type as its declaration begins.</summary>
    public static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref struct" : "struct")
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (type.GetMethod("<Clone>$") is null ? "class" : "record");
        var above = type.GetInterfaces().Where(i => i.IsVisible && !i.Name.StartsWith("IEquatable", StringComparison.Ordinal)).Select(TypeNames.Of).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)) above.Insert(0, TypeNames.Of(parent));
        return $"{kind} {TypeNames.Of(type)}{(above.Count == 0 || type.IsEnum ? "" : " : " + string.Join(", ", above))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        return Callable(type).Select(member => Line(member)!);
    }

    /// <summary>The members that a type itself declares and others can call.</summary>
    public static IEnumerable<MemberInfo> Callable(Type type) => type.GetMembers(Declared)
        .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !member.Name.StartsWith('<') && Line(member) is not null);

    /// <summary>A member as C# writes it; null where nobody outside can call it.</summary>
    public static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo made when Visible(made) && !made.IsStatic => $"{Access(made)}{TypeNames.Of(made.DeclaringType!)}({Parameters(made)})",
        MethodInfo method when Visible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method),
        PropertyInfo property => Property(property),
        FieldInfo field when field.IsPublic || field.IsFamily => field.IsLiteral
            ? $"const {TypeNames.Of(field.FieldType)} {field.Name} = {TypeNames.Value(field.GetRawConstantValue(), field.FieldType)}"
            : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field.FieldType)} {field.Name}",
        EventInfo happening when Visible(happening.AddMethod!) => $"event {TypeNames.Of(happening.EventHandlerType!)} {happening.Name}",
        _ => null,
    };

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>" : "";
        return $"{Access(method)}{TypeNames.Of(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string? Property(PropertyInfo property)
    {
        var (get, set) = (property.GetMethod is { } g && Visible(g) ? g : null, property.SetMethod is { } s && Visible(s) ? s : null);
        if ((get ?? set) is not { } accessor) return null;
        bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string name = property.GetIndexParameters() is { Length: > 0 } indices ? $"this[{string.Join(", ", indices.Select(i => TypeNames.Of(i.ParameterType)))}]" : property.Name;
        return $"{required}{Access(accessor)}{TypeNames.Of(property.PropertyType)} {name} {{ {(get is null ? "" : "get; ")}{(set is null ? "" : isInit ? "init; " : "set; ")}}}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string passed = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string usual = parameter.HasDefaultValue ? $" = {TypeNames.Value(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{passed}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{usual}";
    }));

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is MethodInfo { IsVirtual: true, IsFinal: false } info ? info.GetBaseDefinition() == info ? "virtual " : "override " : "");
}
