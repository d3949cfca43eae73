using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public class PictureNamesTests
{
    [Theory]
    [InlineData("a.jpg", true)]
    [InlineData("a.JPEG", true)]
    [InlineData("a.b.Png", true)]
    [InlineData("a.gif", false)]
    [InlineData("jpg", false)]
    [InlineData("._a.jpg", false)]
    [InlineData("a.jpg.txt", false)]
    public void Jpeg_and_png_files_in_any_case_are_pictures(string name, bool isPicture) => Assert.Equal(isPicture, PictureNames.IsPicture(name));

    [Theory]
    [InlineData("faces/a.jpg", "faces/a.jpg", false)]
    [InlineData("./faces//a.jpg", "faces/a.jpg", false)]
    [InlineData("faces\\a.jpg", "faces/a.jpg", false)]
    [InlineData("../a.jpg", "../a.jpg", true)]
    [InlineData("a/../../b.png", "a/../../b.png", true)]
    [InlineData("/etc/a.jpg", "etc/a.jpg", true)]
    [InlineData("C:\\a.jpg", "C:/a.jpg", true)]
    [InlineData("a/b/../c.png", "a/b/../c.png", true)]
    [InlineData("\\\\server\\share\\a.jpg", "server/share/a.jpg", true)]
    [InlineData("..\\..\\a.jpg", "../../a.jpg", true)]
    [InlineData("c:a.jpg", "c:a.jpg", true)]
    [InlineData("a/at 12:30.jpg", "a/at 12:30.jpg", false)]
    [InlineData("a.jpg\0/../../b.jpg", "a.jpg\0/../../b.jpg", true)]
    [InlineData("a\0.jpg", "a\0.jpg", true)]
    [InlineData("\uff0e\uff0e/a.jpg", "\uff0e\uff0e/a.jpg", false)]
    [InlineData("..\u2215a.jpg", null, false)]
    [InlineData("__MACOSX/a.jpg", null, false)]
    [InlineData(".hidden/a.jpg", null, false)]
    [InlineData("a/", null, false)]
    [InlineData("", null, false)]
    public void Names_of_entries_become_plain_and_those_that_lead_out_are_refused(string entry, string? name, bool refused)
    {
        Assert.Equal(name, PictureNames.OfEntry(entry, out string? refusal));
        Assert.Equal(refused, refusal is not null);
    }

    [Theory]
    [InlineData("w/", "w/a.jpg", "w/b/c.jpg")]
    [InlineData("", "w/a.jpg", "b.jpg")]
    [InlineData("", "w/a.jpg", "wb/c.jpg")]
    [InlineData("")]
    public void The_wrapper_is_the_folder_that_all_share(string wrapper, params string[] names) => Assert.Equal(wrapper, PictureNames.Wrapper(names));
}
