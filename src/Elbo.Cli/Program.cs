using Elbo.Cli.Display;

Console.SetError(new StatusWriter(Console.Error));
return Elbo.Cli.CommandLine.Run(args);
