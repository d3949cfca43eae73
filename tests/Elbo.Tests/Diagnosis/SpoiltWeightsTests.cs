using Elbo.Diagnosis;
using Elbo.Tensors;
using static Elbo.Tests.Diagnosis.Patient;

namespace Elbo.Tests.Diagnosis;

/// <summary>Healthy models made sick by hand, in one way each.</summary>
public sealed class SpoiltWeightsTests(Healthy healthy) : IClassFixture<Healthy>
{
    // softplus(this) is 1.
    private const float UnitDeviation = 0.5413f;

    [Fact]
    public void Healthy_models_have_nothing_to_complain_of()
    {
        healthy.Rectified.Examine().Are();
        healthy.Tanh.Examine().Are();
    }

    [Fact]
    public void An_examination_leaves_the_model_as_it_is()
    {
        using var vae = Vae.Load(healthy.Rectified.Run.Path, threads: 2);
        var before = vae.Store.All(ParameterBlock.Weights).ToArray();
        Doctor.Examine(healthy.Rectified.Run, healthy.Rectified.Data, vae);
        Assert.Equal(before, vae.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Fact]
    public void The_same_is_found_on_any_number_of_threads()
    {
        Assert.Equal(Text(1), Text(3));

        string Text(int threads)
        {
            using var vae = Vae.Load(healthy.Rectified.Run.Path, threads);
            Collapse(vae, 1, 3);
            Weights(vae, "encoder.0.bias")[..60].Fill(-1000);
            return string.Join('\n', Doctor.Examine(healthy.Rectified.Run, healthy.Rectified.Data, vae));
        }
    }

    [Fact]
    public void Dimensions_that_carry_nothing_are_named()
    {
        var findings = healthy.Rectified.Examine(vae => Collapse(vae, 1, 3));
        findings.Are();
        var spare = findings.The(Sickness.SpareLatents);
        Assert.Equal([1, 3], spare.Units);
        Assert.Contains("uses 2 of its 4", spare.What, StringComparison.Ordinal);
        Assert.Equal("model.latent", spare.Setting);
    }

    [Fact]
    public void A_single_dimension_left_is_a_collapse()
    {
        var findings = healthy.Rectified.Examine(vae => Collapse(vae, 0, 1, 3));
        findings.Are(Sickness.PosteriorCollapse);
        Assert.Equal([0, 1, 3], findings.The(Sickness.PosteriorCollapse).Units);
        Assert.Equal(Severity.Warning, findings.The(Sickness.PosteriorCollapse).Severity);
    }

    [Fact]
    public void Codes_that_are_all_empty_are_a_problem()
    {
        var findings = healthy.Rectified.Examine(vae => Collapse(vae, 0, 1, 2, 3));
        findings.Are(Sickness.PosteriorCollapse);
        Assert.Equal(Severity.Problem, findings.The(Sickness.PosteriorCollapse).Severity);
        Assert.Equal("objective.beta", findings.The(Sickness.PosteriorCollapse).Setting);
    }

    [Fact]
    public void Deviations_at_their_floor_are_named()
    {
        var findings = healthy.Rectified.Examine(vae =>
        {
            Weights(vae, "encoder.2.weight")[(6 * 48)..(7 * 48)].Clear();
            Weights(vae, "encoder.2.bias")[6] = -40;
        });
        findings.Are(Sickness.VanishedDeviation);
        Assert.Equal([2], findings.The(Sickness.VanishedDeviation).Units);
        Assert.Contains("model.deviationFloor", findings.The(Sickness.VanishedDeviation).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_beyond_the_prior_are_named()
    {
        // The decoder divides what the encoder multiplies, so that all else stays as it was.
        var findings = healthy.Rectified.Examine(vae =>
        {
            foreach (ref float w in Weights(vae, "encoder.2.weight")[(1 * 48)..(2 * 48)]) w *= 6;
            Weights(vae, "encoder.2.bias")[1] *= 6;
            var decoder = Weights(vae, "decoder.0.weight");
            for (int i = 1; i < decoder.Length; i += 4) decoder[i] /= 6;
        });
        findings.Are(Sickness.PriorMismatch);
        Assert.Equal([1], findings.The(Sickness.PriorMismatch).Units);
    }

    [Fact]
    public void Codes_beside_the_prior_are_named()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "encoder.2.bias")[0] += 4);
        Assert.Equal([0], findings.The(Sickness.PriorMismatch).Units);
        Assert.Contains("beside the prior", findings.The(Sickness.PriorMismatch).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_units_are_counted_and_named()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "decoder.1.bias")[10..].Fill(-1000));
        var dead = findings.The(Sickness.DeadUnits);
        Assert.Subset(dead.Units.ToHashSet(), Enumerable.Range(10, 86).ToHashSet());
        Assert.InRange(dead.Units.Count, 86, 92);
        Assert.Equal(dead.Units.Count > 91 ? Severity.Problem : Severity.Warning, dead.Severity);
        Assert.Contains($"{dead.Units.Count} of 96 units of decoder.1", dead.What, StringComparison.Ordinal);
        Assert.Equal("model.decoder.1.activation", dead.Setting);
        findings.Are(Sickness.DeadUnits);
    }

    [Fact]
    public void A_part_of_dead_units_is_a_note()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "encoder.0.bias")[..50].Fill(-1000));
        findings.Are();
        Assert.Subset(findings.The(Sickness.DeadUnits).Units.ToHashSet(), Enumerable.Range(0, 50).ToHashSet());
    }

    [Fact]
    public void A_layer_that_is_wholly_dead_is_a_problem()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "encoder.1.bias").Fill(-1000));
        Assert.Equal(Severity.Problem, findings.The(Sickness.DeadUnits).Severity);
        // Its gradients vanish for that reason, and codes that are always the same are empty.
        Assert.DoesNotContain(findings, f => f.Sickness == Sickness.VanishingGradients);
    }

    [Fact]
    public void Tanh_units_stuck_at_an_end_are_named()
    {
        var findings = healthy.Tanh.Examine(vae =>
        {
            var bias = Weights(vae, "encoder.1.bias");
            bias[..10].Fill(50);
            bias[10..20].Fill(-50);
        });
        var stuck = findings.The(Sickness.SaturatedUnits);
        Assert.Subset(stuck.Units.ToHashSet(), Enumerable.Range(0, 20).ToHashSet());
        Assert.InRange(stuck.Units.Count, 20, 24);
        Assert.Equal("model.encoder.1.activation", stuck.Setting);
        Assert.Equal(Severity.Warning, stuck.Severity);
    }

    [Fact]
    public void Tanh_units_that_jump_from_end_to_end_are_seen()
    {
        var findings = healthy.Tanh.Examine(vae =>
        {
            foreach (ref float w in Weights(vae, "decoder.0.weight")) w *= 500;
        });
        Assert.Contains("nearly always at its ends", findings.The(Sickness.SaturatedUnits).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_at_an_end_where_the_data_are_not_are_seen()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "decoder.2.bias").Fill(-60));
        findings.Are(Sickness.SaturatedOutputs);
        Assert.Equal(Severity.Problem, findings.The(Sickness.SaturatedOutputs).Severity);
        Assert.Contains("low end of their range, 0,", findings.The(Sickness.SaturatedOutputs).What, StringComparison.Ordinal);

        findings = healthy.Rectified.Examine(vae => Weights(vae, "decoder.2.bias").Fill(90));
        Assert.Contains("high end of their range, 1,", findings.The(Sickness.SaturatedOutputs).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_all_that_is_said()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "decoder.0.weight")[7] = float.NaN);
        findings.Are(Sickness.NotFinite);
        Assert.Contains("decoder.0.weight", findings[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_that_overflow_are_not_finite_either()
    {
        var findings = healthy.Rectified.Examine(vae => Weights(vae, "encoder.2.weight").Fill(1e38f));
        Assert.Equal(Severity.Problem, findings.The(Sickness.NotFinite).Severity);
        Assert.DoesNotContain(findings, f => f.Sickness == Sickness.PosteriorCollapse);
    }

    /// <summary>Makes the posterior of these of four dimensions the prior.</summary>
    private static void Collapse(Vae vae, params int[] dimensions)
    {
        foreach (int d in dimensions)
        {
            foreach (int row in new[] { d, d + 4 })
            {
                Weights(vae, "encoder.2.weight")[(row * 48)..((row + 1) * 48)].Clear();
                Weights(vae, "encoder.2.bias")[row] = row < 4 ? 0 : UnitDeviation;
            }
        }
    }
}
