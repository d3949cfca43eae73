using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace Elbo.Cli.Tests;

/// <summary>Finds in a built assembly what Elbo promises not to ship. It reads the metadata, which say all that the code can call.</summary>
internal static class CodeScan
{
    private static readonly string[] Types =
    [
        "System.Activator", "System.Runtime.Loader.AssemblyLoadContext", "System.Runtime.InteropServices.NativeLibrary", "System.Diagnostics.Process",
        "System.Xml.Serialization.XmlSerializer", "System.Runtime.Serialization.DataContractSerializer",
    ];

    private static readonly string[] Spaces = ["System.Runtime.Serialization.Formatters", "System.Reflection.Emit", "Microsoft.CSharp"];

    private static readonly string[] Members =
    [
        "System.Type::GetType", "System.Reflection.Assembly::Load", "System.Reflection.Assembly::LoadFrom", "System.Reflection.Assembly::LoadFile",
        "System.Reflection.Assembly::UnsafeLoadFrom", "System.Reflection.Assembly::GetType", "System.Reflection.Assembly::CreateInstance",
        "System.Runtime.InteropServices.Marshal::GetDelegateForFunctionPointer",
    ];

    /// <summary>What loads types or code by name, starts processes, or reads JSON by reflection.</summary>
    public static IReadOnlyList<string> ForbiddenCalls(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method) continue;
            string type = NameOf(metadata, (TypeReferenceHandle)member.Parent), call = $"{type}::{metadata.GetString(member.Name)}";
            bool isJson = type == "System.Text.Json.JsonSerializer"
                && !member.DecodeMethodSignature(new TypeNames(), null).ParameterTypes.Any(p => p.Contains("JsonTypeInfo") || p.Contains("JsonSerializerContext"));
            if (isJson || Types.Contains(type) || Members.Contains(call) || Spaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal))) found.Add(call);
        }
        return found;
    }

    /// <summary>Functions of native libraries that the assembly declares: <c>library!function</c>; and "native code" where it holds some itself.</summary>
    public static IReadOnlyList<string> NativeCode(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        if (!file.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly)) found.Add("native code");
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (!method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)) continue;
            var import = method.GetImport();
            found.Add($"{metadata.GetString(metadata.GetModuleReference(import.Module).Name)}!{metadata.GetString(import.Name)}");
        }
        return found;
    }

    /// <summary>Whether the compiler was allowed unsafe code.</summary>
    public static bool IsUnsafe(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.GetCustomAttributes(EntityHandle.ModuleDefinition).Any(handle => metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
            && NameOf(metadata, (TypeReferenceHandle)type) == "System.Security.UnverifiableCodeAttribute");
    }

    /// <summary>The assemblies that a program's deps.json lists, by their file names, and its native files.</summary>
    public static (IReadOnlyList<string> Managed, IReadOnlyList<string> Native) Dependencies(string json)
    {
        using var document = JsonDocument.Parse(json);
        var (managed, native) = (new List<string>(), new List<string>());
        foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            if (library.Value.TryGetProperty("runtime", out var runtime)) managed.AddRange(runtime.EnumerateObject().Select(file => Path.GetFileName(file.Name)));
            if (library.Value.TryGetProperty("native", out var natives)) native.AddRange(natives.EnumerateObject().Select(file => file.Name));
            if (library.Value.TryGetProperty("runtimeTargets", out var others))
                native.AddRange(others.EnumerateObject().Where(file => file.Value.GetProperty("assetType").GetString() != "runtime").Select(file => file.Name));
        }
        return (managed, native);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>The names of a signature's types, as far as the scan needs them.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(reader, handle);

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetArrayType(string elementType, ArrayShape shape) => elementType;

        public string GetSZArrayType(string elementType) => elementType;

        public string GetByReferenceType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

        public string GetGenericMethodParameter(object? genericContext, int index) => "T";

        public string GetGenericTypeParameter(object? genericContext, int index) => "T";
    }
}
