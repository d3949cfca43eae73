using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>What is known of a data set without loading it.</summary>
/// <param name="Name">The name that commands and recipes use.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Shape">Shape of one example.</param>
/// <param name="Train">Training examples.</param>
/// <param name="Validation">Validation examples, when nothing else is asked for.</param>
/// <param name="Test">Test examples.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="BuiltIn">Whether it is made by code and needs no files.</param>
/// <param name="Folder">Where its files were found; null when they were not, or when it needs none.</param>
public sealed record DatasetInfo(
    string Name, string Description, Shape Shape, int Train, int Validation, int Test, int Classes, bool BuiltIn, string? Folder);
