using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer;

/// <summary>A request that cannot be answered: its status and one sentence that says why.</summary>
internal sealed class Problem : Exception
{
    public Problem(int status, string sentence) : base(sentence) => Status = status;

    public Problem(int status, string sentence, Exception cause) : base(sentence, cause) => Status = status;

    public int Status { get; }

    /// <summary>The request is wrong.</summary>
    public static Problem Wrong(string sentence) => new(StatusCodes.Status400BadRequest, sentence);

    /// <summary>There is no such thing.</summary>
    public static Problem Unknown(string sentence) => new(StatusCodes.Status404NotFound, sentence);

    /// <summary>The request is right, but the run is not in a state to answer it.</summary>
    public static Problem NotNow(string sentence) => new(StatusCodes.Status409Conflict, sentence);
}
