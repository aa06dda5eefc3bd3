namespace ThinkRealty.Api.JobsPage;

/// <summary>Sends the browser to another page with GET, so that a reload repeats no form.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        To(httpContext, path);
        return Task.CompletedTask;
    }

    public static void To(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }
}
