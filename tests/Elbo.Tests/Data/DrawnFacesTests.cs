using System.Security.Cryptography;
using Elbo.Data;
using Elbo.Data.Faces;
using Elbo.Imaging;

namespace Elbo.Tests.Data;

public class DrawnFacesTests
{
    private static readonly DataSplits Few = DrawnFaces.Create(1, 48, 1000, 60, 60);

    private const string Known = "f678008a3e7c781eba6f0c48f555e36eeb1054169a867b169ba58f453e382c8b";

    private static ByteDataset Train => (ByteDataset)Few.Train;

    [Fact]
    public void The_same_seed_and_index_give_the_same_bits_on_every_machine()
    {
        string actual = Hash(Train);
        Assert.True(actual == Known, $"The faces now hash to {actual}.");
    }

    [Fact]
    public void What_was_painted_before_does_not_show_in_a_single_bit()
    {
        float[] clean = new float[3 * 48 * 48], used = new float[clean.Length];
        for (int i = 0; i < 40; i++)
        {
            var factors = DrawnFaces.Factors(1, DataSplit.Train, i);
            Array.Clear(clean);
            FacePainter.Paint(factors, clean, 48);
            FacePainter.Paint(factors, used, 48);
            Assert.Equal(clean, used);
        }
    }

    [Fact]
    public void A_face_drawn_from_its_factors_is_the_one_of_its_set()
    {
        foreach (var (split, set) in new[] { (DataSplit.Train, Few.Train), (DataSplit.Validation, Few.Validation), (DataSplit.Test, Few.Test) })
        {
            for (int i = set.Count - 1; i >= 0; i -= 13)
            {
                var factors = DrawnFaces.Factors(1, split, i);
                Assert.Equal((byte)factors.Hair, set.Labels![i]);
                Assert.Equal(Planes(DrawnFaces.Draw(factors, 48)), ((ByteDataset)set).Example(i).ToArray());
            }
        }
    }

    [Fact]
    public void No_face_is_drawn_twice_in_any_split_or_seed()
    {
        var seen = new HashSet<string>();
        foreach (var set in new[] { Few.Train, Few.Validation, Few.Test, DrawnFaces.Create(2, 48, 60, 0, 0).Train })
        {
            for (int i = 0; i < set.Count; i++) Assert.True(seen.Add(Convert.ToHexString(((ByteDataset)set).Example(i))));
        }
        Assert.Equal(1180, seen.Count);
    }

    [Fact]
    public void Splits_have_their_sizes_shape_balanced_hair_styles_and_names()
    {
        Assert.Equal((1000, 60, 60), (Few.Train.Count, Few.Validation.Count, Few.Test.Count));
        Assert.Equal(new Elbo.Tensors.Shape(3, 48, 48), Few.Train.Shape);
        for (byte style = 0; style < 8; style++) Assert.InRange(Train.Labels!.Count(label => label == style), 90, 160);
        Assert.Equal(Enum.GetNames<HairStyle>().Select(name => name.ToLowerInvariant()), Few.Test.LabelNames);
        Assert.Equal("faces/validation", Few.Validation.Name);
    }

    [Fact]
    public void Drawn_factors_keep_to_their_ranges_and_use_most_of_them()
    {
        var faces = Enumerable.Range(0, 2000).Select(i => DrawnFaces.Factors(3, DataSplit.Train, i)).ToArray();
        foreach (var factor in FaceFactor.All)
        {
            double[] values = [.. faces.Select(factor.Of)];
            Assert.InRange(values.Min(), factor.Minimum, factor.Maximum);
            Assert.InRange(values.Max(), factor.Minimum, factor.Maximum);
            double used = (values.Max() - values.Min()) / (factor.Maximum - factor.Minimum);
            Assert.True(used > 0.4, $"{factor.Name} varies over only {used:P0} of its range.");
        }
        Assert.InRange(faces.Count(face => face.Glasses), 340, 540);
    }

    [Fact]
    public void Every_number_of_a_face_is_in_the_list_of_factors()
    {
        var numbers = typeof(FaceFactors).GetProperties().Where(p => p.PropertyType == typeof(double)).Select(p => p.Name);
        Assert.Equal(numbers.Order(), FaceFactor.All.Select(factor => factor.Name).Order());
        var face = DrawnFaces.Factors(1, DataSplit.Test, 0);
        Assert.All(FaceFactor.All, factor => Assert.Equal(typeof(FaceFactors).GetProperty(factor.Name)!.GetValue(face), factor.Of(face)));
    }

    /// <summary>Each factor changes the picture where the style, glasses or an open mouth let it be seen.</summary>
    [Fact]
    public void Every_factor_is_seen()
    {
        foreach (var factor in FaceFactor.All)
        {
            var hair = factor.Name is nameof(FaceFactors.AccentHue) ? HairStyle.Hat : HairStyle.Parted;
            var plain = new FaceFactors { Hair = hair, Beard = 0.2, MouthOpen = 0.3, HairLightness = 0.5, HairChroma = 0.6, Glasses = true };
            byte[] low = DrawnFaces.Draw(With(plain, factor, factor.Minimum), 48).Pixels, high = DrawnFaces.Draw(With(plain, factor, factor.Minimum + (0.7 * (factor.Maximum - factor.Minimum))), 48).Pixels;
            int changed = 0;
            for (int i = 0; i < low.Length; i++) changed += Math.Abs(low[i] - high[i]) > 4 ? 1 : 0;
            Assert.True(changed >= 20, $"{factor.Name} changes only {changed} values.");
        }
    }

    [Theory]
    [InlineData(nameof(FaceFactors.SkinTone), 20, 27, 28, 33)]
    [InlineData(nameof(FaceFactors.BackgroundLightness), 0, 0, 64, 8)]
    [InlineData(nameof(FaceFactors.ClothesLightness), 24, 60, 40, 63)]
    [InlineData(nameof(FaceFactors.HairLightness), 26, 8, 38, 14)]
    public void Brightness_follows_the_factor(string name, int left, int top, int right, int bottom)
    {
        var factor = FaceFactor.All.Single(f => f.Name == name);
        double before = -1;
        for (int step = 0; step <= 8; step++)
        {
            double brightness = Mean(DrawnFaces.Draw(With(new FaceFactors(), factor, step / 8.0)), left, top, right, bottom);
            Assert.True(brightness > before + 1, $"{name} {step / 8.0} has brightness {brightness} after {before}.");
            before = brightness;
        }
    }

    [Fact]
    public void The_side_towards_the_light_is_brighter()
    {
        foreach (double angle in new[] { 0.0, 180 })
        {
            var face = DrawnFaces.Draw(new FaceFactors { Hair = HairStyle.Bald, LightAngle = angle, LightStrength = 1 });
            double left = Mean(face, 16, 10, 26, 24), right = Mean(face, 38, 10, 48, 24);
            Assert.True(angle == 0 ? right > left + 20 : left > right + 20, $"At {angle}° the left is {left}, the right {right}.");
        }
    }

    [Fact]
    public void A_face_that_turns_moves_its_features_that_way()
    {
        // The whites and irises of the eyes stand out from bare brown skin: the middle of what differs from eyes shut moves.
        double before = 0;
        foreach (double yaw in new double[] { -30, -15, 0, 15, 30 })
        {
            var face = new FaceFactors { Hair = HairStyle.Bald, SkinTone = 0.2, Yaw = yaw };
            byte[] open = DrawnFaces.Draw(face with { EyeOpenness = 1 }).Pixels, shut = DrawnFaces.Draw(face with { EyeOpenness = 0 }).Pixels;
            double mass = 0, moment = 0;
            for (int i = 0; i < open.Length; i++)
            {
                int change = Math.Abs(open[i] - shut[i]);
                mass += change;
                moment += change * (i / 3 % 64);
            }
            Assert.True(moment / mass > before + 1.2, $"At {yaw}° the eyes are at {moment / mass}, before at {before}.");
            before = moment / mass;
        }
    }

    [Fact]
    public void The_same_face_is_drawn_at_every_size()
    {
        for (int i = 0; i < 12; i++)
        {
            var factors = DrawnFaces.Factors(1, DataSplit.Test, i);
            var fine = DrawnFaces.Draw(factors, 256);
            foreach (int size in new[] { 16, 32, 64, 128 })
            {
                var face = DrawnFaces.Draw(factors, size);
                Assert.Equal((size, size, 3), (face.Width, face.Height, face.Channels));
                double error = 0;
                int cell = 256 / size;
                for (int p = 0; p < face.Pixels.Length; p++)
                {
                    int x = p / 3 % size, y = p / 3 / size, sum = 0;
                    for (int dy = 0; dy < cell; dy++)
                    {
                        for (int dx = 0; dx < cell; dx++) sum += fine.Pixels[(3 * ((((y * cell) + dy) * 256) + (x * cell) + dx)) + (p % 3)];
                    }
                    error += Math.Abs(face.Pixels[p] - (sum / (double)(cell * cell)));
                }
                // Edges are antialiased: no more than a few grey levels from the average of many finer pixels.
                Assert.InRange(error / face.Pixels.Length, 0, size == 16 ? 9 : size == 32 ? 4 : 2);
            }
        }
        foreach (int size in new[] { 17, 31, 63, 255 }) Assert.Equal(size, DrawnFaces.Draw(new FaceFactors(), size).Width);
    }

    [Fact]
    public void Most_of_the_range_of_colours_is_used_and_every_pixel_varies()
    {
        Assert.True(Train.Values.Span.IndexOfAnyInRange((byte)0, (byte)12) >= 0 && Train.Values.Span.IndexOfAnyInRange((byte)243, (byte)255) >= 0);
        var (mean, deviation) = Train.Moments();
        Assert.InRange(mean, 90, 160);
        Assert.InRange(deviation, 45, 80);
        int features = Train.Shape.Features;
        for (int p = 0; p < features; p += 7)
        {
            int low = 255, high = 0;
            for (int i = 0; i < Train.Count; i++) (low, high) = (Math.Min(low, Train.Example(i)[p]), Math.Max(high, Train.Example(i)[p]));
            Assert.True(high - low > 100, $"Value {p} lies only between {low} and {high}.");
        }
    }

    [Fact]
    public void The_worst_combinations_are_drawn()
    {
        foreach (var style in Enum.GetValues<HairStyle>())
        {
            foreach (bool most in new[] { false, true })
            {
                var face = new FaceFactors { Hair = style, Glasses = true };
                foreach (var factor in FaceFactor.All) face = With(face, factor, most ? factor.Maximum : factor.Minimum);
                foreach (int size in new[] { 16, 48, 256 }) Assert.True(DrawnFaces.Draw(face, size).Pixels.Distinct().Count() > 50);
            }
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_and_named()
    {
        Assert.Contains("Smile = 2; give a number from -1 to 1", Assert.Throws<SettingException>(() => DrawnFaces.Draw(new FaceFactors { Smile = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("Yaw = NaN", Assert.Throws<SettingException>(() => DrawnFaces.Draw(new FaceFactors { Yaw = double.NaN })).Message, StringComparison.Ordinal);
        Assert.Contains("Hair = 99", Assert.Throws<SettingException>(() => DrawnFaces.Draw(new FaceFactors { Hair = (HairStyle)99 })).Message, StringComparison.Ordinal);
        foreach (int size in new[] { -1, 0, 15, 257 })
        {
            Assert.Contains("use 16 to 256", Assert.Throws<SettingException>(() => DrawnFaces.Draw(new FaceFactors(), size)).Message, StringComparison.Ordinal);
            Assert.Throws<SettingException>(() => DrawnFaces.Create(1, size, 1, 1, 1));
        }
        foreach (var (train, validation, test) in new[] { (0, 5, 5), (5, -1, 5), (5, 5, int.MaxValue) })
            Assert.Throws<SettingException>(() => DrawnFaces.Create(1, 48, train, validation, test));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawnFaces.Factors(1, DataSplit.Train, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawnFaces.Factors(1, (DataSplit)3, 0));
    }

    private static FaceFactors With(FaceFactors face, FaceFactor factor, double value)
    {
        var changed = face with { };
        typeof(FaceFactors).GetProperty(factor.Name)!.SetValue(changed, value);
        return changed;
    }

    private static double Mean(Pixmap picture, int left, int top, int right, int bottom)
    {
        double sum = 0;
        for (int y = top; y < bottom; y++)
        {
            foreach (byte value in picture.Row(y)[(3 * left)..(3 * right)]) sum += value;
        }
        return sum / (3 * (right - left) * (bottom - top));
    }

    private static byte[] Planes(Pixmap picture)
    {
        int area = picture.Width * picture.Height;
        var planes = new byte[3 * area];
        for (int i = 0; i < planes.Length; i++) planes[(i % 3 * area) + (i / 3)] = picture.Pixels[i];
        return planes;
    }

    private static string Hash(ByteDataset faces) => Convert.ToHexStringLower(SHA256.HashData([.. faces.Values.Span, .. faces.Labels!]));
}
