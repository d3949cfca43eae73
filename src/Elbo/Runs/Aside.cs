namespace Elbo.Runs;

/// <summary>Sets files and folders aside under a name of their own: what was set aside before stays too.</summary>
internal static class Aside
{
    /// <summary>What the name of a damaged one ends with, and that of one whose run begins anew.</summary>
    public const string Damaged = ".damaged", Earlier = ".earlier";

    /// <summary>The first such name that is free: with the ending alone, then with <c>-2</c> and so on behind it.</summary>
    public static string NameFor(string path, string ending = Damaged)
    {
        string aside = path + ending;
        for (int copy = 2; Path.Exists(aside); copy++) aside = $"{path}{ending}-{copy}";
        return aside;
    }

    /// <summary>Renames a file.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="ElboException">It cannot be renamed.</exception>
    public static string Move(string path, string ending = Damaged)
    {
        string aside = NameFor(path, ending);
        try
        {
            File.Move(path, aside);
            DiskFlush.Around(path);
            return aside;
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(aside, cause);
        }
    }
}
