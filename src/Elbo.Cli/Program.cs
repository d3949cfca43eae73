return Elbo.Cli.CommandLine.Run(args);
