using MediatR;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// Wraps every command in one transaction; what is thrown inside undoes all of it. Callers' commands are audited; a job leaves its
/// run and what it wrote into the history of each lead.
/// </summary>
internal sealed class TransactionBehavior<TCommand, TResult>(IUnitOfWork work) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    public Task<TResult> Handle(
        TCommand request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResult> next
    ) => work.InTransactionAsync(_ => next(), isAudited: request is not IJobBatch, cancellationToken);
}
