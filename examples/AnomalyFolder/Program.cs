// Which pictures of a folder are unlike those that a model was trained on? AnomalyFolder MODEL FOLDER
// The percentile says how many percent of ordinary pictures the model explains better; 99 and above is worth a look.
using Elbo;
using Elbo.Imaging;
using Elbo.Serving;

if (args is not [var model, var folder])
{
    Console.Error.WriteLine("usage: AnomalyFolder MODEL FOLDER");
    return 2;
}
using var vae = Vae.Load(model);
var usual = vae.Calibration ?? throw new ElboException($"{model} is not calibrated; call Calibrate with validation data before it is saved.");
var found = new List<(double Percentile, double Score, string File)>();
foreach (string file in Directory.EnumerateFiles(folder))
{
    try
    {
        double score = vae.Score(PictureRow.Of(vae, PictureFile.Load(file)))[0];
        found.Add((usual.Percentile(score), score, file));
    }
    catch (InvalidDataException damaged)
    {
        Console.Error.WriteLine($"{file} is left out: {damaged.Message}");
    }
}
foreach (var (percentile, score, file) in found.OrderBy(one => one.Score))
    Console.WriteLine($"{percentile,6:F1} %  {score,9:F1} nats  {Path.GetFileName(file)}");
return 0;
