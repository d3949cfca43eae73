// The pictures of a folder that are most like one: NearestNeighbours MODEL FOLDER PICTURE [COUNT]
// Likeness is nearness of the posterior means, so the folder needs to be encoded only once.
using System.Globalization;
using Elbo;
using Elbo.Imaging;
using Elbo.Serving;

if (args is not [var model, var folder, var picture, ..])
{
    Console.Error.WriteLine("usage: NearestNeighbours MODEL FOLDER PICTURE [COUNT]");
    return 2;
}
int wanted = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
using var vae = Vae.Load(model);
string[] files = [.. Directory.EnumerateFiles(folder).Where(file => Path.GetFullPath(file) != Path.GetFullPath(picture))];
var index = new float[files.Length * vae.Latent];
var deviations = new float[vae.Latent];
for (int i = 0; i < files.Length; i++) vae.Encode(Row(files[i]), index.AsSpan(i * vae.Latent, vae.Latent), deviations);

float[] code = vae.Encode(Row(picture)).Mean;
foreach (var (file, distance) in files.Select((file, i) => (file, Distance(i))).OrderBy(one => one.Item2).Take(wanted))
    Console.WriteLine($"{distance,8:F3}  {Path.GetFileName(file)}");
return 0;

float[] Row(string file) => PictureRow.Of(vae, PictureFile.Load(file));

float Distance(int i)
{
    float sum = 0;
    for (int d = 0; d < code.Length; d++) sum += MathF.Pow(index[(i * code.Length) + d] - code[d], 2);
    return MathF.Sqrt(sum);
}
