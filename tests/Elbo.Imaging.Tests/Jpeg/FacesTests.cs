namespace Elbo.Imaging.Tests;

public sealed class FacesTests
{
    [FacesFact]
    public void Every_face_is_read()
    {
        string[] files = Directory.GetFiles(FacesFactAttribute.Folder!, "*.jpg");
        Assert.Equal(669, files.Length);
        foreach (string file in files)
        {
            Pixmap face = PictureFile.Load(file);
            Assert.Equal((42, 42, 3), (face.Width, face.Height, face.Channels));
        }
    }
}
