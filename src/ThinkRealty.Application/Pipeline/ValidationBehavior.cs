using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// Judges the shape of a request before anything is opened for it; all complaints at once. A request that is only judged
/// ends here, also without complaints.
/// </summary>
internal sealed class ValidationBehavior<TRequest, TResult>(
    IEnumerable<IValidator<TRequest>> validators,
    CallContext call
) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    public async Task<TResult> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    )
    {
        var complaints = validators.SelectMany(v => v.Validate(request).Errors).ToList();
        if (complaints.Count > 0 || call.IsOnlyJudged)
            throw new ValidationException(complaints);
        return await next();
    }
}
