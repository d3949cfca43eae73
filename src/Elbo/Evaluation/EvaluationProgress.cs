namespace Elbo.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Task">What is being done, such as "importance-weighted bound".</param>
/// <param name="Done">The part of this task that is done, in [0, 1].</param>
public sealed record EvaluationProgress(string Task, double Done);
