using ThinkRealty.Api.Json;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

/// <summary>
/// Shows warnings in the answer to every change: those of the command, and the fields of the body that the endpoint does not
/// know.
/// </summary>
internal sealed class AnswerWarnings : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var request = context.HttpContext.Request;
        if (
            !HttpMethods.IsGet(request.Method)
            && !HttpMethods.IsHead(request.Method)
            && ValueOf(result) is IWarns answer
        )
            answer.Warnings =
            [
                .. answer.Warnings ?? [],
                .. context.HttpContext.Features.Get<ReceivedBody>()?.Warnings ?? [],
            ];
        return result;
    }

    private static object? ValueOf(object? result) =>
        result switch
        {
            INestedHttpResult either => ValueOf(either.Result),
            IValueHttpResult answer => answer.Value,
            _ => result,
        };
}
