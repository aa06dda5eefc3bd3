using MediatR;

namespace ThinkRealty.Application.Pipeline;

/// <summary>Wraps every command in one transaction; what is thrown inside undoes all of it.</summary>
internal sealed class TransactionBehavior<TCommand, TResult>(IUnitOfWork work) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    public Task<TResult> Handle(
        TCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    ) => work.InTransactionAsync(_ => next(), cancellationToken);
}
