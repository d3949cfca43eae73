using System.Net;
using System.Text.Json;
using Elbo.Imaging;

namespace Elbo.Packages.Tests.Examples;

/// <summary>The programs in <c>examples</c> run and do what they say.</summary>
public sealed class ExampleTests(TrainedExample example) : IClassFixture<TrainedExample>
{
    [Fact]
    public void Training_ends_with_a_bound_and_a_calibrated_model()
    {
        Assert.Matches(@"test ELBO -[12]\d\d\.\d nats", example.Training);
        using var vae = Vae.Load(example.Model, 1);
        Assert.Equal(1000, vae.Calibration?.Images);
    }

    [Fact]
    public void The_picture_that_is_no_digit_is_found_in_the_folder()
    {
        string noise = Path.Combine(example.Pictures, "noise.png"), text = Path.Combine(example.Pictures, "text.txt");
        Png.Save(TrainedExample.Noise(), noise);
        File.WriteAllText(text, "no picture");
        try
        {
            string output = example.Run("AnomalyFolder", example.Model, example.Pictures);
            string[] lines = [.. output.Split('\n').Where(line => line.Contains(" nats ", StringComparison.Ordinal))];
            Assert.Equal(13, lines.Length);
            Assert.Matches(@"^ 100\.0 % .*noise\.png", lines[0]);
            // Digits lie among digits.
            Assert.True(lines[1..].Count(line => line.StartsWith(" 100.0 %", StringComparison.Ordinal)) < 6, output);
            Assert.Contains("text.txt is left out", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(noise);
            File.Delete(text);
        }
    }

    [Fact]
    public void A_pictures_copy_is_its_nearest_neighbour()
    {
        string query = Path.Combine(Path.GetDirectoryName(example.Pictures)!, "query.png");
        Png.Save(TrainedExample.Digit(4), query);
        string[] lines = example.Run("NearestNeighbours", example.Model, example.Pictures, query, "3").Trim().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^0\.000 +digit-4\.png", lines[0].Trim());
    }

    [Fact]
    public async Task The_web_service_scores_pictures_side_by_side_and_refuses_what_is_none()
    {
        using var server = example.Start("ScoringService", example.Model, "--urls", "http://127.0.0.1:0");
        try
        {
            string address = await Address(server.StandardOutput).WaitAsync(TimeSpan.FromSeconds(60));
            using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Score(client, Bytes(TrainedExample.Digit((uint)(i % 6))))));
            for (int i = 0; i < answers.Length; i++) Assert.Equal(answers[i % 6], answers[i]);
            var digit = JsonDocument.Parse(answers[0].Body).RootElement;
            using var vae = Vae.Load(example.Model, 1);
            double expected = vae.Score(Serving.PictureRow.Of(vae, TrainedExample.Digit(0)))[0];
            Assert.Equal(expected, digit.GetProperty("elbo").GetDouble());
            Assert.Equal(vae.Calibration!.Percentile(expected), digit.GetProperty("percentile").GetDouble());
            Assert.Equal(100, JsonDocument.Parse((await Score(client, Bytes(TrainedExample.Noise()))).Body).RootElement.GetProperty("percentile").GetDouble());
            var (status, refusal) = await Score(client, [1, 2, 3]);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("no picture that can be read", refusal, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public void The_hosted_service_retrains_as_often_as_it_is_told_and_ends() =>
        Assert.Matches(@"(?s)round 1: test ELBO -\d+\.\d nats.*round 2: test ELBO -\d+\.\d nats", example.Run("RetrainingService", "2", "300"));

    [Fact]
    public void Programs_are_short_enough_to_be_read()
    {
        string[] programs = Directory.GetFiles(Checkout.At("examples"), "Program.cs", SearchOption.AllDirectories);
        Assert.Equal(5, programs.Length);
        Assert.All(programs, program => Assert.InRange(File.ReadLines(program).Count(), 10, 60));
    }

    private static byte[] Bytes(Pixmap picture)
    {
        using var stream = new MemoryStream();
        Png.Write(picture, stream);
        return stream.ToArray();
    }

    private static async Task<(HttpStatusCode Status, string Body)> Score(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await client.PostAsync(new Uri("/score", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> Address(StreamReader output)
    {
        const string Before = "Now listening on: ";
        while (await output.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(Before, StringComparison.Ordinal);
            if (at >= 0) return line[(at + Before.Length)..].Trim();
        }
        throw new InvalidOperationException("The service ended before it listened.");
    }
}
