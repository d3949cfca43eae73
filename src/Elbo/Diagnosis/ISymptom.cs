namespace Elbo.Diagnosis;

/// <summary>Looks for one sickness.</summary>
internal interface ISymptom
{
    IEnumerable<Finding> Look(Observations seen);
}
