using Elbo.Endurance;

const string Usage = """
    endurance long     --elbo Elbo.Cli.dll --out DIR [--minutes 120] [--threads 1] [--every 5] [--setting KEY=VALUE ...]
    endurance table    --out DIR
    endurance together --elbo Elbo.Cli.dll --out DIR [--runs 20] [--threads 8]
    """;

var given = Arguments.Of(args);
if (given is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
return given.Mode switch
{
    "long" => LongRun.Run(given),
    "together" => Together.Run(given),
    "table" => LongTable.Write(given.Folder) ? 0 : 1,
    _ => throw new InvalidOperationException(given.Mode),
};
