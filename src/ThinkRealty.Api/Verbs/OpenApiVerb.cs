using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.Verbs;

/// <summary>Writes the description of the API as it is served; no database is needed for it.</summary>
internal static class OpenApiVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "openapi", valued: ["--out"], flags: []);
        if (options.Words is [var word, ..])
            throw new UsageException($"openapi takes only options, not {word}.");

        // Neither Development nor Production: without the rows of a demo, without a database and without secrets.
        var builder = Workplace.NewBuilder([.. options.Configuration, "--environment=OpenApi"]);
        builder.Logging.ClearProviders();
        builder.AddThinkRealty();
        await using var app = builder.Build();
        app.UseThinkRealty();
        app.UseEndpoints(_ => { }); // makes the endpoints known, which the start of the server does otherwise
        await using var scope = app.Services.CreateAsyncScope();
        var document = await scope
            .ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")
            .GetOpenApiDocumentAsync(CancellationToken.None);
        var text = await document.SerializeAsync(OpenApiSpecVersion.OpenApi3_1, OpenApiConstants.Json);

        if (options.Value("--out") is not { } file)
        {
            Console.WriteLine(text);
            return 0;
        }

        await File.WriteAllTextAsync(file, text);
        Console.WriteLine($"Written: {file}");
        return 0;
    }
}
