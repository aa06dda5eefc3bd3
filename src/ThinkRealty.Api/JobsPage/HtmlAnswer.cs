using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ThinkRealty.Api.JobsPage;

/// <summary>
/// A page as HTML. It is rendered as a whole before the first byte is sent, so whatever goes wrong becomes a page of errors and
/// not half a page.
/// </summary>
/// <param name="view">The component.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="status">The status of the answer.</param>
internal sealed class HtmlAnswer(
    Type view,
    Dictionary<string, object?> parameters,
    int status = StatusCodes.Status200OK
) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await RenderAsync(httpContext.RequestServices);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }

    private async Task<string> RenderAsync(IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync(view, ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }
}
