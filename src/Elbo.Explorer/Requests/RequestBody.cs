using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Requests;

/// <summary>Reads what was posted.</summary>
internal static class RequestBody
{
    private const string Type = "application/json";

    /// <exception cref="Problem">It is no JSON, or not of this form.</exception>
    public static async ValueTask<T> Read<T>(HttpContext context, JsonTypeInfo<T> form)
    {
        var request = context.Request;
        if (request.ContentType?.StartsWith(Type, StringComparison.OrdinalIgnoreCase) != true)
            throw new Problem(StatusCodes.Status415UnsupportedMediaType, $"What is posted here must be of the type {Type}.");
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, form, context.RequestAborted).ConfigureAwait(false) ?? throw Problem.Wrong("The body is null; post a JSON object.");
        }
        catch (JsonException cause)
        {
            string place = string.IsNullOrEmpty(cause.Path) || cause.Path == "$" ? "" : $" at {Quoted.Text(cause.Path)}";
            throw new Problem(StatusCodes.Status400BadRequest, $"The body is no JSON of the form that is wanted here{place}.", cause);
        }
    }
}
