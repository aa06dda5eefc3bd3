using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Http;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Bodies that are compressed.</summary>
public sealed class EncodingsTests
{
    private const string Good =
        """{"name":"Ahmed","count":1,"amount":1.5,"source":"BAYUT","at":"2026-01-18T14:00:00Z","day":"2026-01-18","inner":{"id":"0196e0a0-0000-7000-8000-000000000000","areas":["Marina"]}}""";

    private SurfaceHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SurfaceHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase("gzip"), TestCase("GZIP"), TestCase("x-gzip"), TestCase("br"), TestCase("deflate"), TestCase("identity")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        foreach (var chunked in (bool[])[true, false])
        {
            var answer = await Send(Compressed(Good, encoding), encoding, chunked);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            (await answer.Content.ReadAsStringAsync()).ShouldContain("\"name\":\"Ahmed\"");
        }
    }

    [Test]
    public async Task A_body_may_have_one_mebibyte_after_decompression()
    {
        (await Send(Compressed(Good.PadRight(1024 * 1024), "gzip"), "gzip")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ProblemsTests.ShouldBeProblem(
            await Send(Compressed(Good.PadRight(1024 * 1024 + 1), "gzip"), "gzip"),
            413,
            "payload_too_large"
        );
    }

    [TestCase("gzip"), TestCase("br"), TestCase("deflate")]
    public async Task A_bomb_is_refused_before_it_fills_memory(string encoding)
    {
        var bomb = Compressed(new string(' ', 200_000_000), encoding);
        bomb.Length.ShouldBeLessThan(1024 * 1024);
        var before = GC.GetTotalAllocatedBytes();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(bomb, encoding)));

        foreach (var answer in answers)
            await ProblemsTests.ShouldBeProblem(answer, 413, "payload_too_large");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(100_000_000);
    }

    [TestCase("zstd"), TestCase("compress"), TestCase("gzip, gzip"), TestCase("gzip, br"), TestCase("klingon")]
    public async Task An_encoding_that_is_not_known_is_named(string encoding)
    {
        var answer = await Send(Encoding.UTF8.GetBytes(Good), encoding);

        var problem = await ProblemsTests.ShouldBeProblem(answer, 415, "unsupported_media_type");
        problem.GetProperty("detail").GetString()!.ShouldContain("gzip, br, deflate");
        answer.Headers.GetValues("Accept-Encoding").ShouldBe(["gzip, br, deflate"]);
    }

    [TestCase("gzip"), TestCase("br"), TestCase("deflate")]
    public async Task A_body_that_is_not_what_it_says_is_malformed(string encoding)
    {
        var whole = Compressed(Good, encoding);
        foreach (var body in new[] { Encoding.UTF8.GetBytes(Good), whole[..(whole.Length / 2)] })
            await ProblemsTests.ShouldBeProblem(await Send(body, encoding), 400, "malformed_request");
    }

    [TestCase("application/json; charset=\"utf-8\"", 200)]
    [TestCase("application/json; charset=UTF-8", 200)]
    [TestCase("application/json; charset=iso-8859-1", 415)]
    [TestCase("application/json; charset=utf-16", 415)]
    public async Task Only_UTF_8_is_read(string type, int status)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await _host.Api.PostAsync("/probe", content);

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        if (status != 200)
            (await ProblemsTests.ShouldBeProblem(answer, 415, "unsupported_media_type"))
                .GetProperty("detail")
                .GetString()!
                .ShouldContain("UTF-8");
    }

    private async Task<HttpResponseMessage> Send(byte[] body, string encoding, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        request.Headers.TransferEncodingChunked = chunked;
        return await _host.Api.SendAsync(request);
    }

    internal static byte[] Compressed(string text, string encoding)
    {
        var compressed = new MemoryStream();
        using (
            Stream stream = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
                "br" => new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
                _ => new BufferedStream(compressed),
            }
        )
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
            if (encoding == "identity")
                return compressed.ToArray();
        }

        return compressed.ToArray();
    }
}

/// <summary>What the program keeps of a compressed body.</summary>
public sealed class CompressedInquiriesTests : EmptyDeskTest
{
    [Test]
    public async Task The_same_inquiry_compressed_is_the_same_request_and_the_intake_keeps_its_text()
    {
        await GivenAgent();
        var (key, phone) = ($"{Guid.NewGuid()}", NewPhone());
        var text = System.Text.Json.JsonSerializer.Serialize(Inquiry(phone));

        var plain = await Send(Encoding.UTF8.GetBytes(text), encoding: null, key);
        var compressed = await Send(EncodingsTests.Compressed(text, "gzip"), "gzip", key);
        var duplicate = await Send(EncodingsTests.Compressed(text, "gzip"), "gzip", key: null);

        (await compressed.Content.ReadAsStringAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
        await ShouldBeProblem(duplicate, 409, "duplicate_lead");
        (await Scalar<string>("select body from intake")).ShouldBe(text);
    }

    private async Task<HttpResponseMessage> Send(byte[] body, string? encoding, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads/capture")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Api.SendAsync(request);
    }
}
