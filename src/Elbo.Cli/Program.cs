Console.SetError(new Elbo.Cli.Display.LenientWriter(Console.Error));
return Elbo.Cli.CommandLine.Run(args);
