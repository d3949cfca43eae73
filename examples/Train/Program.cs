// Trains a model on drawn digits and saves it: Train MODEL [PICTURES]
using System.Globalization;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Training;

string path = args is [var given, ..] ? given : "digits.safetensors";
int pictures = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;

var data = DrawnDigits.Create(seed: 1, pictures, validation: 1000, test: 1000);
var recipe = RecipeBook.Get("digits").With("training.epochs", "5");
using var trainer = new Trainer(recipe, data);
trainer.Run(new Progress<TrainingProgress>(p => Console.Write(p.EpochEnded ? $"epoch {p.Epoch}: validation ELBO {p.Validation?.Elbo:F1} nats\n" : "")));
Console.WriteLine($"test ELBO {trainer.Vae.Evaluate(data.Test).Elbo:F1} nats");
trainer.Vae.Calibrate(data.Validation);
trainer.Vae.Save(path);
Console.WriteLine($"saved {path}");
