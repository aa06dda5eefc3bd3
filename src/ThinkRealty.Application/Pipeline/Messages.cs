using MediatR;

namespace ThinkRealty.Application.Pipeline;

/// <summary>Changes something: runs in one transaction, is audited, and honours an idempotency key.</summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>Only looks.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;
