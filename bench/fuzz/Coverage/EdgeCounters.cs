using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Elbo.Fuzz.Coverage;

/// <summary>The class that instrumented code counts in: the address of the map and the block that ran last, for one thread.</summary>
internal sealed class EdgeCounters
{
    /// <summary>Its full name in the instrumented Elbo.Imaging, and its members.</summary>
    public const string TypeName = "Elbo.Imaging.EdgeCounters", MapName = "Map", BeginName = "Begin";

    private const string Space = "Elbo.Imaging", Name = "EdgeCounters", PreviousName = "Previous";

    private EdgeCounters(TypeReference type, TypeSystem types)
    {
        Map = new FieldReference(MapName, types.IntPtr, type);
        Previous = new FieldReference(PreviousName, types.Int32, type);
    }

    public FieldReference Map { get; }

    public FieldReference Previous { get; }

    /// <summary>Adds the class to a module.</summary>
    public static EdgeCounters AddTo(ModuleDefinition module)
    {
        var type = new TypeDefinition(Space, Name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Abstract | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        type.Fields.Add(new FieldDefinition(MapName, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.IntPtr));
        var previous = new FieldDefinition(PreviousName, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Int32);
        type.Fields.Add(previous);
        var begin = new MethodDefinition(BeginName, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        begin.Body.Instructions.Add(Instruction.Create(OpCodes.Ldc_I4_0));
        begin.Body.Instructions.Add(Instruction.Create(OpCodes.Stsfld, previous));
        begin.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
        type.Methods.Add(begin);
        module.Types.Add(type);
        return new(type, module.TypeSystem);
    }

    /// <summary>The class as a module that refers to the former sees it.</summary>
    public static EdgeCounters SeenFrom(ModuleDefinition module)
    {
        var home = module.AssemblyReferences.First(reference => reference.Name == "Elbo.Imaging");
        return new(new TypeReference(Space, Name, module, home), module.TypeSystem);
    }
}
