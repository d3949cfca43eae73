using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Elbo.Fuzz.Coverage;

/// <summary>
/// Writes copies of Elbo's assemblies that count which step from one basic block to the next was taken how often, as AFL does:
/// <c>map[previous ^ current]++; previous = current &gt;&gt; 1</c>, with a random number for each block.
/// </summary>
/// <remarks>Zalewski, "Technical whitepaper for afl-fuzz", 2016.</remarks>
internal static class Instrumentation
{
    private static readonly string[] Spaces =
    [
        "Elbo.Imaging", "Elbo", "Elbo.Data", "Elbo.Data.Pictures", "Elbo.Data.Tables", "Elbo.Exchange.PyTorch", "Elbo.Formats", "Elbo.Recipes", "Elbo.Reports", "Elbo.Runs", "Elbo.Serving", "Elbo.Sweeps",
        "Elbo.Training",
    ];

    /// <summary>Copies all assemblies that a session loads to <paramref name="folder"/>, the readers' with counters.</summary>
    /// <returns>The number of basic blocks.</returns>
    public static int Write(string folder)
    {
        string from = AppContext.BaseDirectory;
        Directory.CreateDirectory(folder);
        foreach (string name in (ReadOnlySpan<string>)["Elbo.Tensors.dll", "Elbo.Fuzz.dll"]) File.Copy(Path.Combine(from, name), Path.Combine(folder, name), overwrite: true);
        var numbers = new Queue<int>(Shuffled());
        return Write(from, folder, "Elbo.Imaging.dll", EdgeCounters.AddTo, numbers) + Write(from, folder, "Elbo.dll", EdgeCounters.SeenFrom, numbers);
    }

    private static int Write(string from, string folder, string name, Func<ModuleDefinition, EdgeCounters> counters, Queue<int> numbers)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(from);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(from, name), new ReaderParameters { AssemblyResolver = resolver });
        var module = assembly.MainModule;
        var methods = module.GetTypes().Where(IsReader).SelectMany(type => type.Methods).Where(method => method.HasBody).ToList();
        var counted = counters(module);
        int blocks = methods.Sum(method => Instrument(method.Body, counted, numbers));
        assembly.Write(Path.Combine(folder, name));
        return blocks;
    }

    private static bool IsReader(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return Spaces.Contains(type.Namespace);
    }

    private static int Instrument(MethodBody body, EdgeCounters counters, Queue<int> numbers)
    {
        body.SimplifyMacros();
        var starts = BasicBlocks.Starts(body);
        var code = body.Instructions.ToList();
        body.Instructions.Clear();
        foreach (var instruction in code)
        {
            if (!starts.Contains(instruction))
            {
                body.Instructions.Add(instruction);
                continue;
            }
            // Whatever leads to the instruction must lead to the count before it, so the instruction itself becomes the count's first.
            var moved = Instruction.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (instruction.OpCode, instruction.Operand);
            (instruction.OpCode, instruction.Operand) = (OpCodes.Ldsfld, counters.Map);
            body.Instructions.Add(instruction);
            int number = numbers.Dequeue();
            foreach (var counting in Count(counters, number)) body.Instructions.Add(counting);
            body.Instructions.Add(moved);
        }
        body.OptimizeMacros();
        return starts.Count;
    }

    /// <summary>Behind the map's address on the stack.</summary>
    private static IEnumerable<Instruction> Count(EdgeCounters counters, int number) =>
    [
        Instruction.Create(OpCodes.Ldsfld, counters.Previous), Instruction.Create(OpCodes.Ldc_I4, number), Instruction.Create(OpCodes.Xor), Instruction.Create(OpCodes.Add),
        Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldind_U1), Instruction.Create(OpCodes.Ldc_I4_1), Instruction.Create(OpCodes.Add), Instruction.Create(OpCodes.Stind_I1),
        Instruction.Create(OpCodes.Ldc_I4, number >> 1), Instruction.Create(OpCodes.Stsfld, counters.Previous),
    ];

    private static int[] Shuffled()
    {
        int[] numbers = Enumerable.Range(0, EdgeMap.Size).ToArray();
        new Random(20260101).Shuffle(numbers);
        return numbers;
    }
}
