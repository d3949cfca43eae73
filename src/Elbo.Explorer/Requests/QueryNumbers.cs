using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Requests;

/// <summary>Whole numbers in a request's address.</summary>
internal static class QueryNumbers
{
    /// <summary>The number of this name, or null where there is none.</summary>
    /// <exception cref="Problem">It is no whole number.</exception>
    public static long? Whole(this HttpRequest request, string name)
    {
        if (request.Query[name] is not [var text, ..] || string.IsNullOrEmpty(text)) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
            : throw Problem.Wrong($"{name} must be a whole number, not {Quoted.Text(text)}.");
    }

    /// <summary>The same within the numbers of an <see cref="int"/>.</summary>
    /// <exception cref="Problem">It is no such number.</exception>
    public static int? Small(this HttpRequest request, string name) => request.Whole(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var number => (int)number,
        var number => throw Problem.Wrong($"{name} must be a whole number up to {int.MaxValue}, not {number}."),
    };
}
