namespace Elbo.Evaluation;

/// <summary>
/// Fréchet distances |m − m'|² + tr(S + S' − 2 (S S')^½) between Gaussians of the means m and covariances S of pictures' features.
/// The features are those of a small classifier that was trained here on the run's own labels, so the distances compare with
/// others of the same data only, and never with an FID, whose features are those of a network trained on ImageNet.
/// </summary>
/// <remarks>
/// Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982; Heusel et al., "GANs Trained by
/// a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium", NeurIPS 2017.
/// </remarks>
/// <param name="Samples">Pictures decoded from draws of the prior against the test pictures.</param>
/// <param name="Reconstructions">Reconstructions of the test pictures against the test pictures.</param>
/// <param name="Floor">As many training pictures against the test pictures: what real pictures reach.</param>
/// <param name="Accuracy">Share of the test pictures that the classifier labels right, in [0, 1].</param>
/// <param name="Features">Values of the classifier's last hidden layer.</param>
/// <param name="Images">Pictures of each kind that were compared.</param>
public sealed record FrechetDistance(double Samples, double Reconstructions, double Floor, double Accuracy, int Features, int Images);
