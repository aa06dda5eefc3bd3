using MediatR;

namespace ThinkRealty.Application.Pipeline;

/// <summary>Changes something: runs in one transaction, is audited, and honours an idempotency key.</summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>
/// Changes many things in several short transactions, so that nobody waits for the whole. Each part is audited and stays done
/// when a later one fails; the same request again does what is left. The answer is kept under an idempotency key at the end.
/// </summary>
public interface ICommandInParts<out TResult> : IRequest<TResult>;

/// <summary>Only looks.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;
