namespace Elbo;

/// <summary>An error the user can act on: its message is one sentence that says what, where and what to do.</summary>
public class ElboException : Exception
{
    /// <summary>Creates the error.</summary>
    public ElboException(string message) : base(message) { }

    /// <summary>Creates the error with its cause.</summary>
    public ElboException(string message, Exception cause) : base(message, cause) { }

    /// <summary>Whether a file of this error is to be taken for damaged, rather than for one that only this Elbo or this user cannot read.</summary>
    internal virtual bool IsDamage { get; init; } = true;
}

/// <summary>A setting that cannot be: an unknown key, a wrong type or an impossible value.</summary>
public sealed class SettingException : ElboException
{
    /// <summary>Creates the error.</summary>
    public SettingException(string message) : base(message) { }

    /// <summary>Creates the error with its cause.</summary>
    public SettingException(string message, Exception cause) : base(message, cause) { }

    // In a file whose digest is right: a newer Elbo knows more settings.
    internal override bool IsDamage { get; init; }
}
