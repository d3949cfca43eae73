using Mono.Cecil.Cil;

namespace Elbo.Fuzz.Coverage;

/// <summary>Where a method's straight stretches of code begin.</summary>
internal static class BasicBlocks
{
    /// <summary>The first instruction of each: of the method, behind a branch, where a branch leads, where a handler begins.</summary>
    public static HashSet<Instruction> Starts(MethodBody body)
    {
        var starts = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target) starts.Add(target);
            if (instruction.Operand is Instruction[] targets) starts.UnionWith(targets);
            bool ends = instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;
            if (ends && instruction.Next is { } next) starts.Add(next);
        }
        foreach (var handler in body.ExceptionHandlers)
        {
            starts.Add(handler.TryStart);
            starts.Add(handler.HandlerStart);
            if (handler.FilterStart is { } filter) starts.Add(filter);
        }
        return starts;
    }
}
