using Elbo.Recipes;

namespace Elbo.Data.Pictures;

/// <summary>Loads a folder or an archive of pictures: packs them the first time, then divides them and gives them labels.</summary>
internal static class PictureData
{
    /// <summary>Loads the pictures at a path that exists.</summary>
    /// <exception cref="ElboException">There is no readable picture, the archive is damaged, or the packed pictures cannot be written.</exception>
    public static DataSplits Load(string path, DataOptions options, LoadOptions how)
    {
        if (options.Size is < 8 or > 1024) throw new SettingException($"data.size must be between 8 and 1024, not {options.Size}.");
        var source = PictureSource.Open(path);
        var notices = new List<string>();
        var cache = new PictureCache((how.Folders ?? DataFolders.FromEnvironment()).Packed);
        var pictures = Pack(source, options, how, cache, notices);
        string? warning = null;
        if (pictures.Skipped.Count > 0)
        {
            notices.Add(warning = $"{pictures.Skipped.Count:N0} of {pictures.Skipped.Count + pictures.Names.Count:N0} pictures could not be read: " +
                $"{SkippedPictures.First(pictures.Skipped)}; all are listed in {PictureCache.SkippedPathOf(pictures.Path)}.");
        }
        return Divide(source, pictures, options, how.Whole, notices) with { Warnings = warning is null ? [] : [warning] };
    }

    private static PackedPictures Pack(PictureSource source, DataOptions options, LoadOptions how, PictureCache cache, List<string> notices)
    {
        if (source.Total == 0) throw PicturePacker.Nothing(source, []);
        string settings = $"{(options.Size is { } size ? $"{size}" : "own")}-{Word(options.Crop)}-{Word(options.Channels)}";
        using var hash = new KeyHash();
        byte[] key = hash.Add(source.Key).Add(settings).Add(PictureFraming.Version).Result();
        string path = cache.PathOf(source, settings, key);
        var packed = PackedPictures.Open(path, key);
        if (packed is not null && !packed.Skipped.Any(skip => skip.Closed && source.IsOpen(skip.Name)))
        {
            cache.Sweep();
            PictureCache.CompleteSkipped(path, packed.Skipped);
            notices.Add($"Using the packed pictures {path} ({packed.Names.Count:N0} of {packed.Shape}).");
            return packed;
        }
        packed?.Dispose();
        var framing = new PictureFraming(options.Size ?? OwnSize(source, options.Crop), options.Crop, options.Channels);
        var packer = new PicturePacker(source, framing, how.Progress, how.Cancellation);
        int replaced = cache.Write(path, source, settings, stream => packer.Write(stream, key));
        packed = Reopen(path, key) ??
            throw new ElboException($"The packed pictures {path} vanished or changed as soon as they were written; run again, or set ELBO_CACHE to another folder.");
        PictureCache.WriteSkipped(path, packed.Skipped);
        notices.Add($"Packed {packed.Names.Count:N0} pictures of {packed.Shape} into {path}{(replaced > 0 ? ", which replaces what was packed from them before" : "")}.");
        return packed;
    }

    /// <summary>
    /// Opens what was just written. A virus scanner, or a child process that another thread is starting, can hold the file for a moment.
    /// </summary>
    private static PackedPictures? Reopen(string path, byte[] key)
    {
        for (int tries = 20; tries > 0; tries--)
        {
            if (PackedPictures.Open(path, key) is { } packed) return packed;
            Thread.Sleep(50);
        }
        return null;
    }

    private static DataSplits Divide(PictureSource source, PackedPictures pictures, DataOptions options, bool whole, List<string> notices)
    {
        string wrapper = source.IsArchive ? PictureNames.Wrapper(pictures.Names) : "";
        int[] rows = [.. Enumerable.Range(0, pictures.Names.Count)];
        // The order of names, not of the archive, so that folder and archive of the same pictures are the same data.
        string[] names = [.. pictures.Names.Select(name => name[wrapper.Length..])];
        Array.Sort(rows, (a, b) => string.CompareOrdinal(names[a], names[b]) is not 0 and var order ? order : a - b);
        string[] sorted = [.. rows.Select(row => names[row])];

        var parts = Celeba.IsNamed(source.Path) ? Celeba.Parts(sorted, source.Path, options.Validation) : null;
        bool inFolders = parts is null && PictureParts.AreFolders(sorted);
        if (inFolders) parts = PictureParts.ByFolder(sorted, options.Validation);
        parts ??= whole ? PictureParts.Whole(sorted.Length) : PictureParts.ByHash(sorted, options.Validation);
        if (parts.Test.Length == 0 || (!whole && parts.Train.Length == 0))
            throw new ElboException($"'{source.Path}' holds only {sorted.Length} readable picture{(sorted.Length == 1 ? "" : "s")}; training needs at least 3, one each to train, validate and test.");
        notices.Add(parts.Test.Length == sorted.Length ? $"{source.Name}: {sorted.Length:N0} pictures, {parts.Why}."
            : $"{source.Name}: {parts.Train.Length:N0} pictures to train, {parts.Validation.Length:N0} to validate, {parts.Test.Length:N0} to test ({parts.Why}).");

        var (labels, labelNames) = options.Labels == PictureLabels.Folders ? FolderLabels.Of(source, sorted, inFolders) : (null, []);
        return new(Part("train", parts.Train), Part("validation", parts.Validation), Part("test", parts.Test)) { Notices = notices };

        PackedDataset Part(string part, int[] members) => new(
            $"{source.Name}/{part}", pictures, Array.ConvertAll(members, member => rows[member]),
            labels is null ? null : Array.ConvertAll(members, member => labels[member]), labelNames);
    }

    private static int OwnSize(PictureSource source, PictureCrop crop)
    {
        foreach (var picture in source.Read())
        {
            if (PicturePacker.Decode(picture, out _) is { } decoded) return PictureFraming.OwnSize(decoded, crop);
        }
        return PictureFraming.UsualSize;
    }

    private static string Word(Enum choice) => choice.ToString().ToLowerInvariant();
}
