using MediatR;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// Gives the first answer again where a command works in several transactions. Its key is held from the first part to the
/// last, so a second request with a key in flight waits for the first. A node that dies in between leaves no answer, and the
/// same request again does what is left.
/// </summary>
internal sealed class IdempotencyInParts<TCommand, TResult>(CallContext call, IFirstAnswers answers, IUnitOfWork work)
    : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommandInParts<TResult>
{
    public async Task<TResult> Handle(
        TCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    )
    {
        if (call.IdempotencyKey is not { } key)
            return await next();

        await using var held = await answers.HoldAsync(key, cancellationToken);
        if (await InTransactionAsync(() => answers.ClaimAsync(key, cancellationToken), cancellationToken) is { } first)
            return first.AnswerTo<TResult>(call);

        var result = await next();
        var answer = new FirstAnswer(key, call.RequestDigest, FirstAnswer.Written(result));
        await InTransactionAsync(
            async () =>
            {
                await answers.KeepAsync(answer, cancellationToken);
                return true;
            },
            cancellationToken
        );
        return result;
    }

    private Task<T> InTransactionAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken) =>
        work.InTransactionAsync(_ => step(), isAudited: false, cancellationToken);
}
