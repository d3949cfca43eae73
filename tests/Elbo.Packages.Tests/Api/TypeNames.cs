using System.Globalization;

namespace Elbo.Packages.Tests.Api;

/// <summary>Types and values as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(nint)] = "nint",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value) + "?";
        if (type.IsGenericParameter) return type.Name;
        string name = type.Name.Split('`')[0];
        var arguments = type.GetGenericArguments();
        if (type.IsNested) (name, arguments) = ($"{Of(type.DeclaringType!)}.{name}", arguments[type.DeclaringType!.GetGenericArguments().Length..]);
        if (arguments.Length == 0) return name;
        bool isTuple = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;
        string list = string.Join(", ", arguments.Select(Of));
        return isTuple ? $"({list})" : $"{name}<{list}>";
    }

    public static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        _ when type.IsEnum => $"{Of(type)}.{Enum.GetName(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
