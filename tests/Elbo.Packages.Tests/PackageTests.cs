using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests;

/// <summary>The packages hold what they should, and an empty project and an empty machine can use them without a network.</summary>
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [SdkFact]
    public void Each_package_holds_code_documentation_symbols_readme_and_icon()
    {
        foreach (string id in PackedFeed.Ids)
        {
            var (files, metadata) = feed.Read(id);
            string place = id == "Elbo.Cli" ? "tools/net10.0/any/" : "lib/net10.0/";
            Assert.Contains(place + id + ".dll", files);
            if (id != "Elbo.Cli") Assert.Contains(place + id + ".xml", files);
            Assert.Contains("README.md", files);
            Assert.Contains("icon.png", files);
            Assert.Contains(place + id + ".pdb", feed.Read(id, ".snupkg").Files);
            Assert.Equal("MIT", Value("license"));
            Assert.Equal(("README.md", "icon.png"), (Value("readme"), Value("icon")));
            Assert.Equal(PackedFeed.Version, Value("version"));
            Assert.NotEmpty(Value("description"));
            string[] beneath = id == "Elbo" ? ["Elbo.Imaging", "Elbo.Tensors"] : [];
            Assert.Equal(beneath, metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order());

            string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        }
        var tool = feed.Read("Elbo.Cli").Files;
        foreach (string library in new[] { "Elbo", "Elbo.Imaging", "Elbo.Tensors" }) Assert.Contains($"tools/net10.0/any/{library}.dll", tool);
    }

    [SdkFact]
    public void The_version_is_a_semantic_one() =>
        Assert.Matches(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$", PackedFeed.Version);

    [SdkFact]
    public void The_readmes_program_runs_in_an_empty_project_with_the_package_alone()
    {
        string project = feed.NewProject("program");
        File.WriteAllText(Path.Combine(project, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Elbo" Version="{PackedFeed.Version}" /></ItemGroup>
            </Project>
            """);
        string readme = File.ReadAllText(Checkout.At("src", "Elbo", "README.md"));
        string program = Regex.Match(readme, "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("DrawnDigits.Create(seed: 1)", program, StringComparison.Ordinal);
        // The same with smaller data, and then what came out.
        program = program.Replace("DrawnDigits.Create(seed: 1)", "DrawnDigits.Create(seed: 1, 512, 64, 64)", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(project, "Program.cs"), program + "Console.WriteLine(FormattableString.Invariant($\"{pictures.Length} {codes.Length} {bounds.Length} {unusual is >= 0 and <= 100}\"));\n");
        var built = DotnetCommand.Run(project, ["build", "-c", "Release", "-o", "out", "--nologo"], feed.Variables);
        Assert.True(built.Code == 0, built.Output);
        var ran = DotnetCommand.Run(project, [Path.Combine("out", "program.dll")]);
        Assert.Equal((0, "12544 32 16 True"), (ran.Code, ran.Output.Trim()));
    }

    [SdkFact]
    public void The_tool_is_installed_and_trains()
    {
        string project = feed.NewProject("tool"), tools = Path.Combine(project, "tools");
        var installed = DotnetCommand.Run(project, ["tool", "install", "Elbo.Cli", "--version", PackedFeed.Version, "--tool-path", tools, "--configfile", Path.Combine(project, "nuget.config")], feed.Variables);
        Assert.True(installed.Code == 0, installed.Output);
        string elbo = Path.Combine(tools, OperatingSystem.IsWindows() ? "elbo.exe" : "elbo");
        var trained = DotnetCommand.RunProgram(elbo, project, ["train", "digits", "--steps", "5", "--out", "run"], feed.Variables);
        Assert.True(trained.Code == 0, trained.Output);
        Assert.True(File.Exists(Path.Combine(project, "run", "metrics.csv")));
        Assert.Contains(PackedFeed.Version, DotnetCommand.RunProgram(elbo, project, ["--version"], feed.Variables).Output, StringComparison.Ordinal);
    }
}
