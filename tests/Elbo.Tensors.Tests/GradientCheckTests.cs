namespace Elbo.Tensors.Tests;

public sealed class GradientCheckTests
{
    private static readonly int[] Batches = [1, 3, 31, 32, 33, 61];

    public static TheoryData<string> Names => new(OperationTable.Cases.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_match_central_differences_of_the_twin(string name)
    {
        var row = OperationTable.Named(name);
        foreach (int batch in Batches) Check(row, batch, twice: false);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_accumulate_where_inputs_and_parameters_are_used_twice(string name)
    {
        var row = OperationTable.Named(name);
        foreach (int batch in new[] { 1, 33 }) Check(row, batch, twice: true);
    }

    [Fact]
    public void Every_operation_is_in_the_table()
    {
        var operations = typeof(Operation).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operation)) && !t.IsAbstract).ToArray();
        var tested = OperationTable.Cases.Select(c => c.Operation).ToHashSet();
        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.True(o.IsSealed, $"{o.Name} is not sealed."));
        Assert.All(operations, o => Assert.True(tested.Contains(o), $"{o.Name} is missing from the gradient-check table."));
    }

    internal static void Check(OperationCase row, int batch, bool twice)
    {
        var run = new TapeRun(row, batch, twice);
        var twin = new TwinRun(row, run, twice);
        string at = $"{row.Name}, batch {batch}: ";
        Near.Equal(twin.Output(), run.Output, 1e-5, at + "output");
        Near.Equal(twin.Losses(), run.Losses, 2e-5, at + "loss");
        for (int i = 0; i < row.Inputs.Length; i++)
        {
            if (row.Inputs[i].Differentiable) Near.Equal(twin.InputGradient(i), run.InputGradients[i], 2e-5, $"{at}gradient of input {i}");
            else Assert.Empty(run.InputLanes[i]);
        }
        for (int i = 0; i < row.Parameters.Length; i++)
            Near.Equal(twin.ParameterGradient(i), run.ParameterGradients[i], 2e-5, $"{at}gradient of parameter {i}");
    }
}
