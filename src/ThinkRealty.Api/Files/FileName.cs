namespace ThinkRealty.Api.Files;

/// <summary>What a file is called that holds the answer of an endpoint.</summary>
internal static class FileName
{
    private static readonly string[] Verbs = ["list_", "report_", "get_"];

    /// <summary>The dataset: <c>list_lead_notes</c> gives <c>lead-notes</c>.</summary>
    public static string Of(HttpContext http)
    {
        var name = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "list";
        var verb = Verbs.FirstOrDefault(v => name.StartsWith(v, StringComparison.Ordinal)) ?? "";
        return name[verb.Length..].Replace('_', '-');
    }
}
