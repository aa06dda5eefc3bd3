using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Application.Access;

/// <summary>The admin who is made at the start of the program where no user has the e-mail yet. Section <c>Bootstrap</c>.</summary>
public sealed record BootstrapSettings
{
    /// <summary>Nobody, where it is empty.</summary>
    public string? AdminEmail
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>At least 10 characters. Later starts do not change the password of a user who is there.</summary>
    [StringLength(200, MinimumLength = AccessRules.ShortestPassword)]
    public string? AdminPassword
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }
}
