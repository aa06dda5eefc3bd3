namespace ThinkRealty.Api.Limits;

/// <summary>
/// Answers HEAD wherever GET is answered: the request is worked on as a GET, and the server, which knows what it was asked,
/// sends the status and the headers only.
/// </summary>
internal sealed class HeadAsGet(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    /// <summary>Whether an <c>Allow</c> header leaves out a HEAD that is answered.</summary>
    public static bool Adds(string allowed)
    {
        var methods = allowed.Split(", ");
        return methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head);
    }
}
