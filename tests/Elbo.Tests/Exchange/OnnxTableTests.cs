using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Exchange;
using Elbo.Recipes;
using Elbo.Tests.Formats.TensorBoard;
using Elbo.Training;

namespace Elbo.Tests.Exchange;

public sealed class OnnxTableTests
{
    private static readonly Recipe Recipe = RecipeBook.Get("tabular").With(["training.epochs=3", "model.encoder.*.units=16", "model.decoder.*.units=16"]);

    [OnnxRuntimeTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    public void The_runtime_gives_the_codes_and_means_of_rows_that_elbo_gives(int count)
    {
        var data = Datasets.Load(Recipe.Data);
        using var trainer = new Trainer(Recipe, data);
        trainer.Run();
        var vae = trainer.Vae;
        using var folder = new TemporaryFolder();
        OnnxExport.Write(vae, folder.Path);
        float[] rows = Vae.Intensities(data.Train, [.. Enumerable.Range(0, count)]), codes = vae.DrawCodes(count, 8);
        var expected = vae.Encode(rows);
        var plan = new OnnxPlan(folder);
        plan.Model("encoder.onnx");
        plan.Input("image", [count, vae.Shape.Features], rows);
        Func<float[]> mean = plan.Output("mean"), deviation = plan.Output("std");
        plan.Model("decoder.onnx");
        plan.Input("latent", [count, vae.Latent], codes);
        var decoded = plan.Output("image");
        plan.Model("vae.onnx");
        plan.Input("image", [count, vae.Shape.Features], rows);
        plan.Input("noise", [count, vae.Latent], new float[codes.Length]);
        var reconstructed = plan.Output("reconstruction");
        plan.Output("mean");
        plan.Output("std");
        plan.Run();
        OnnxRuntimeTests.Close(expected.Mean, mean());
        OnnxRuntimeTests.Close(expected.Deviation, deviation());
        OnnxRuntimeTests.Close(vae.Decode(codes), decoded());
        OnnxRuntimeTests.Close(vae.Reconstruct(rows), reconstructed());
    }

    [PythonFact("onnx")]
    public void The_checker_finds_the_files_of_tables_of_one_kind_of_column_and_of_all_sound()
    {
        using var folder = new TemporaryFolder();
        string[] tables = ["a,b\n1,2\n3,5\n", "a,b\nyes,no\nno,yes\n", "a\nx\ny\nz\nx\ny\nz\n", "a,b,c\n1,x,yes\n2,y,no\n3,z,yes\n5,x,no\n7,y,no\n6,z,yes\n"];
        var files = new List<string>();
        foreach (string table in tables)
        {
            using var vae = Untrained(folder, table);
            files.AddRange(OnnxExport.Write(vae, folder[$"{files.Count}"]));
        }
        ExternalTool.Script(ExternalTool.Python("onnx")!, "check_onnx.py", [.. files]);
    }

    [Fact]
    public void A_file_says_how_rows_become_what_it_takes_and_takes_no_intensities()
    {
        using var folder = new TemporaryFolder();
        using var vae = Untrained(folder, "a,b\n1,x\n2,y\n3,z\n");
        var metadata = new ProtobufFields(File.ReadAllBytes(OnnxExport.Write(vae, folder["out"])[0])).Messages(14).ToDictionary(pair => pair.Text(1), pair => pair.Text(2));
        Assert.Equal(vae.Schema, TableSchema.Parse(metadata["columns"]));
        Assert.EndsWith(".", Assert.Throws<ElboException>(() => OnnxExport.Write(vae, folder["other"], preprocessing: true)).Message);
        Assert.False(Directory.Exists(folder["other"]));
    }

    private static Vae Untrained(TemporaryFolder folder, string table)
    {
        string path = folder.Write("table.csv", System.Text.Encoding.UTF8.GetBytes(table));
        var recipe = Recipe.With([$"data.name={path}", "data.validation=0", "training.select=last", "training.patience=null"]);
        var data = Datasets.Load(recipe.Data);
        var vae = new Vae(recipe, data.Train.Shape, Preprocessing.For(recipe.Data.Range, data.Train), 1, training: false, null, ((TableDataset)data.Train).Schema);
        vae.Graph.Initialise(vae.Store, 4);
        return vae;
    }
}
