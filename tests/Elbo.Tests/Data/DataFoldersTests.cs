using Elbo.Data;

namespace Elbo.Tests.Data;

public class DataFoldersTests
{
    private static readonly string Root = Path.GetPathRoot(Path.GetTempPath())!;
    private static readonly string Home = Path.Combine(Root, "home", "ada");

    [Fact]
    public void Without_variables_the_cache_in_the_home_folder_is_used()
    {
        var folders = DataFolders.From(_ => null, Home, localData: null);
        Assert.Equal([Path.Combine(Home, ".cache", "elbo", "mnist")], folders.Candidates("mnist"));
    }

    [Fact]
    public void The_shared_folder_comes_first_and_downloads_go_to_the_cache()
    {
        string shared = Path.Combine(Root, "data"), cache = Path.Combine(Root, "fast");
        var folders = DataFolders.From(name => name switch { "ELBO_DATA" => shared, "XDG_CACHE_HOME" => cache, _ => null }, Home, localData: null);
        Assert.Equal([Path.Combine(shared, "mnist"), Path.Combine(cache, "elbo", "mnist")], folders.Candidates("mnist"));
        Assert.Equal(Path.Combine(cache, "elbo", "mnist"), folders.Download("mnist"));
    }

    [Fact]
    public void Empty_variables_and_a_relative_cache_are_ignored()
    {
        var folders = DataFolders.From(name => name == "XDG_CACHE_HOME" ? "relative" : "", Home, localData: null);
        Assert.Equal([Path.Combine(Home, ".cache", "elbo", "x")], folders.Candidates("x"));
    }

    [Fact]
    public void The_folder_that_ELBO_CACHE_names_takes_downloads_and_packed_pictures()
    {
        string own = Path.Combine(Root, "own");
        foreach (string? local in new[] { null, Path.Combine(Root, "local") })
        {
            var folders = DataFolders.From(name => name == "ELBO_CACHE" ? own : null, Home, local);
            Assert.Equal((Path.Combine(own, "mnist"), Path.Combine(own, "pictures")), (folders.Download("mnist"), folders.Packed));
        }
    }

    [Fact]
    public void Where_the_system_has_a_local_data_folder_it_is_used()
    {
        string local = Path.Combine(Root, "local");
        Assert.Equal(Path.Combine(local, "elbo", "mnist"), DataFolders.From(_ => null, Home, local).Download("mnist"));
    }

    [Fact]
    public void A_folder_without_any_of_the_files_is_passed_over()
    {
        using var shared = new TemporaryFolder();
        using var cache = new TemporaryFolder();
        var folders = new DataFolders(shared.Path, cache.Path);
        Directory.CreateDirectory(shared["mnist"]);
        Directory.CreateDirectory(cache["mnist"]);
        Assert.Null(folders.Find("mnist"));
        cache.Write(Path.Combine("mnist", "train-labels.idx1-ubyte"), []);
        Assert.Equal(cache["mnist"], folders.Find("mnist"));
        shared.Write(Path.Combine("mnist", "train-labels-idx1-ubyte.gz"), []);
        Assert.Equal(shared["mnist"], folders.Find("mnist"));
    }
}
