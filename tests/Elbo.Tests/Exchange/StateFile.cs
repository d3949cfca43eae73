using Elbo.Exchange.PyTorch;
using Elbo.Formats;

namespace Elbo.Tests.Exchange;

/// <summary>A state dict that a test takes apart and puts together again.</summary>
internal sealed class StateFile
{
    private readonly Dictionary<string, (long[] Shape, float[] Values)> tensors = [];

    public StateFile(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var entry in file.Tensors.Where(entry => entry.Type == SafetensorsType.F32))
        {
            var values = new float[entry.Count];
            file.Read(entry.Name, values);
            tensors[entry.Name] = ([.. entry.Shape], values);
        }
    }

    public IEnumerable<string> Names => tensors.Keys;

    public (long[] Shape, float[] Values) this[string name]
    {
        get => tensors[name];
        set => tensors[name] = value;
    }

    public (long[] Shape, float[] Values) Take(string name)
    {
        var tensor = tensors[name];
        tensors.Remove(name);
        return tensor;
    }

    public void Rename(string from, string to) => tensors[to] = Take(from);

    /// <summary>Loads it into a model; the file's order is not that of the names.</summary>
    public void LoadInto(Vae vae, string path, params (string From, string To)[] renames)
    {
        using (var stream = File.Create(path))
            SafetensorsWriter.Write(stream, tensors.OrderBy(pair => pair.Value.Values.Length).Select(pair => SafetensorsTensor.Floats(pair.Key, pair.Value.Shape, pair.Value.Values)));
        using var file = SafetensorsFile.Open(path);
        new StateLoader(file, "theirs", vae).Load(new StateDict(file, "theirs", renames));
    }
}
