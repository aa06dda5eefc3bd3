namespace ThinkRealty.Application.Pipeline;

/// <summary>
/// A successful answer that can carry warnings: what was accepted, and what the caller should know about it. Each warning
/// is <c>slug</c> or <c>slug: detail</c>; a list without warnings is empty, never null.
/// </summary>
public interface IWarns
{
    IReadOnlyList<string> Warnings { get; set; }
}
