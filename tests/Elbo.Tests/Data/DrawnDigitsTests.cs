using System.Security.Cryptography;
using Elbo.Data;

namespace Elbo.Tests.Data;

public class DrawnDigitsTests
{
    private static readonly DataSplits Few = DrawnDigits.Create(train: 3000, validation: 40, test: 500);

    private static ByteDataset Train => (ByteDataset)Few.Train;

    [Fact]
    public void The_same_seed_and_index_give_the_same_bits_on_every_machine()
    {
        byte[] hash = SHA256.HashData([.. Train.Values.Span, .. Train.Labels!]);
        string actual = Convert.ToHexStringLower(hash);
        Assert.True(actual == "227ac05b3a83360fa7e0f26bff06717c6840ac54d5d5d3614bc8ab5e3eecebf6", $"The digits now hash to {actual}.");
    }

    [Fact]
    public void A_digit_drawn_alone_is_the_one_drawn_in_parallel()
    {
        var pixels = new byte[784];
        for (int i = 2999; i >= 0; i -= 17)
        {
            Assert.Equal(Train.Labels![i], DrawnDigits.Draw(1, (uint)i, pixels));
            Assert.Equal(pixels, Train.Example(i).ToArray());
        }
    }

    [Fact]
    public void No_digit_is_drawn_twice_in_any_split_or_seed()
    {
        var seen = new HashSet<string>();
        foreach (var set in new[] { Few.Train, Few.Validation, Few.Test, DrawnDigits.Create(2, 500, 0, 0).Train })
        {
            for (int i = 0; i < set.Count; i++) Assert.True(seen.Add(Convert.ToHexString(((ByteDataset)set).Example(i))));
        }
        Assert.Equal(4040, seen.Count);
    }

    [Fact]
    public void Splits_have_their_sizes_ten_balanced_classes_and_names()
    {
        Assert.Equal((3000, 40, 500), (Few.Train.Count, Few.Validation.Count, Few.Test.Count));
        foreach (var group in Train.Labels!.GroupBy(label => label)) Assert.InRange(group.Count(), 240, 360);
        Assert.Equal(10, Train.Labels!.Distinct().Count());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], Few.Validation.LabelNames);
        Assert.Equal("digits/validation", Few.Validation.Name);
    }

    [Fact]
    public void Ink_is_as_white_as_mnists_centred_and_clear_of_the_frame()
    {
        var (mean, deviation) = Train.Moments();
        Assert.InRange(mean / 255, 0.12, 0.14);
        Assert.InRange(deviation / 255, 0.29, 0.32);
        for (int i = 0; i < Train.Count; i++)
        {
            var pixels = Train.Example(i);
            double mass = 0, mx = 0, my = 0;
            for (int p = 0; p < pixels.Length; p++)
            {
                int row = p / 28, column = p % 28;
                mass += pixels[p];
                mx += pixels[p] * (column + 0.5);
                my += pixels[p] * (row + 0.5);
                if (row is 0 or 27 || column is 0 or 27) Assert.True(pixels[p] == 0, $"Digit {i} touches the frame.");
            }
            Assert.True(mx / mass is > 10.5 and < 17.5 && my / mass is > 10.5 and < 17.5, $"Digit {i} has its mass at {mx / mass}, {my / mass}.");
            Assert.True(mass > 255 * 20, $"Digit {i} has hardly any ink.");
        }
    }

    [Fact]
    public void Digits_are_told_apart_by_their_nearest_neighbour()
    {
        var test = (ByteDataset)Few.Test;
        int right = 0;
        for (int i = 0; i < test.Count; i++)
        {
            int nearest = 0, least = int.MaxValue;
            for (int j = 0; j < 1500; j++)
            {
                int distance = Distance(test.Example(i), Train.Example(j), least);
                if (distance < least) (nearest, least) = (j, distance);
            }
            if (Train.Labels![nearest] == test.Labels![i]) right++;
        }
        // MNIST itself reaches about 92 % with so few neighbours.
        Assert.InRange(right, 470, 500);
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(5, -1, 5)]
    [InlineData(5, 5, int.MaxValue)]
    public void Impossible_sizes_are_refused(int train, int validation, int test) =>
        Assert.Throws<SettingException>(() => DrawnDigits.Create(1, train, validation, test));

    [Fact]
    public void Skeletons_keep_to_their_limits_and_weights_add_up()
    {
        foreach (var ways in DigitSkeletons.ByDigit)
        {
            Assert.Equal(1, ways.Sum(way => way.Weight), 12);
            foreach (var way in ways)
            {
                Assert.InRange(way.Points.Length / 2, 2, DigitSkeletons.MaxPoints);
                Assert.InRange(way.Strokes.Sum(stroke => stroke.Length - 1), 1, DigitSkeletons.MaxSpans);
                Assert.Equal(Enumerable.Range(0, way.Points.Length / 2), way.Strokes.SelectMany(stroke => stroke).Distinct().Order());
            }
        }
    }

    private static int Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int enough)
    {
        int sum = 0;
        for (int row = 0; row < 784 && sum < enough; row += 28)
        {
            for (int i = row; i < row + 28; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
