using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ThinkRealty.Api.JobsPage;

/// <summary>
/// Style, script and icon of the page, which are part of the program. Their addresses carry a hash of what is in them, so a
/// browser may keep them for good; under another hash, of a node of another release, it has to ask again.
/// </summary>
internal static class PageFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, PageFile> All = new[]
    {
        PageFile.Read("jobs.css", "text/css; charset=utf-8"),
        PageFile.Read("jobs.js", "text/javascript; charset=utf-8"),
        PageFile.Read("jobs.svg", "image/svg+xml"),
    }.ToFrozenDictionary(file => file.Name);

    public static string Style => AddressOf("jobs.css");
    public static string Script => AddressOf("jobs.js");
    public static string Icon => AddressOf("jobs.svg");

    public static IResult Send(string name, HttpContext http)
    {
        if (!All.TryGetValue(name, out var file))
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = http.Request.Query["v"] == file.Hash ? Forever : "no-cache";
        return TypedResults.Bytes(file.Content, file.Type, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""));
    }

    private static string AddressOf(string name) => $"{JobsPages.Root}/files/{name}?v={All[name].Hash}";

    private sealed record PageFile(string Name, string Type, byte[] Content, string Hash)
    {
        public static PageFile Read(string name, string type)
        {
            using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream($"JobsPage/{name}")!;
            var content = new byte[resource.Length];
            resource.ReadExactly(content);
            return new(name, type, content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        }
    }
}
