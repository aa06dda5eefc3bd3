using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.FunctionalTests.Contract;

/// <summary>"Try it out" of every operation works as it is offered, and each answer is as the document says.</summary>
public sealed class OfferedRequestsTests : ContractTest
{
    [Test]
    public async Task Every_operation_works_as_it_is_offered_and_answers_as_it_is_described()
    {
        var faults = new List<string>();
        for (var time = 1; time <= 2; time++)
            foreach (var operation in (await ServedDocument.ReadAsync(Api)).Operations)
            {
                var answer = await Admin.SendAsync(await Offered(operation));

                if (!answer.IsSuccessStatusCode)
                    faults.Add(
                        $"{operation} does not work as offered: {(int)answer.StatusCode} "
                            + $"{await answer.Content.ReadAsStringAsync()}. Give it a path and a body in RequestExamples."
                    );
                faults.AddRange(await Document.FaultsOfAsync(operation, answer));
            }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Test]
    public async Task The_offered_capture_works_every_time_that_the_document_is_read()
    {
        for (var i = 0; i < 3; i++)
        {
            var document = await ServedDocument.ReadAsync(Api);
            var capture = document.Operations.Single(o => o.Id == "capture_lead");

            ((int)(await Admin.SendAsync(capture.Offered())).StatusCode).ShouldBe(201);
        }
    }

    [Test]
    public async Task Every_operation_refuses_as_it_is_described()
    {
        using var stranger = Node.CreateClient();
        using var agent = As(await SignIn(DemoAccess.Agent.Email, DemoAccess.Password));
        var faults = new List<string>();
        foreach (var operation in Document.Operations.Where(o => o.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            await Refused(stranger, operation, operation.Offered());
            await Refused(agent, operation, operation.Offered());
            await Refused(
                Admin,
                operation,
                With(operation, request => request.RequestUri = Unknown(request, "?colour=red"))
            );
            await Refused(
                Admin,
                operation,
                With(operation, request => request.Headers.Add("Idempotency-Key", new string('k', 201)))
            );
            await Refused(
                Admin,
                operation,
                With(operation, request => request.Headers.TryAddWithoutValidation("If-Match", "nonsense"))
            );
            await Refused(
                Admin,
                operation,
                With(operation, request => request.Headers.TryAddWithoutValidation("If-Match", "\"1\""))
            );
            await Refused(Admin, operation, Elsewhere(operation));
            if (operation.Body is null)
                continue;
            foreach (var body in (string[])["{", "{}", "[]", "null", """{"a":1}""", new string(' ', 2 * 1024 * 1024)])
                await Refused(Admin, operation, With(operation, request => request.Content = Raw(body)));
            await Refused(
                Admin,
                operation,
                With(operation, request => request.Content = new StringContent("a", mediaType: new("text/plain")))
            );
        }

        faults.ShouldBeEmpty(string.Join('\n', faults.Distinct().Take(60)));

        async Task Refused(HttpClient who, DescribedOperation operation, HttpRequestMessage request)
        {
            // Only refusals: what succeeds would change what the next one is offered.
            if (request.Method != HttpMethod.Get && request.Headers.IfMatch.Count == 0 && who == agent)
                return;
            var answer = await who.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
                faults.AddRange(await Document.FaultsOfAsync(operation, answer));
        }
    }

    [Test]
    public async Task Every_answer_in_CSV_is_described_with_its_headers()
    {
        var faults = new List<string>();
        var inCsv = Document
            .Operations.Where(o => Document.AnswerOf(o, 200)?["content"]?["text/csv"] is not null)
            .ToList();
        inCsv.Count.ShouldBeGreaterThan(13);
        foreach (var operation in inCsv)
        {
            var request = operation.Offered();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
            if (operation.Id == "export_data")
                request.RequestUri = new(
                    $"{request.RequestUri}&format=csv".Replace("format=json&", "").Replace("&format=json&", "&"),
                    UriKind.Relative
                );

            var answer = await Admin.SendAsync(request);

            if (answer.Content.Headers.ContentType?.MediaType != "text/csv")
                faults.Add($"{operation} declares CSV and answers {answer.Content.Headers.ContentType}");
            faults.AddRange(await Document.FaultsOfAsync(operation, answer));
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [TestCase("Idempotency-Key", "a key with spaces")]
    [TestCase("If-Match", "nonsense")]
    public async Task A_header_is_declared_exactly_where_it_is_read(string header, string unreadable)
    {
        var faults = new List<string>();
        foreach (var operation in (await ServedDocument.ReadAsync(Api)).Operations.Where(o => o.Method != "get"))
        {
            var isDeclared = operation.Parameters.Any(p =>
                (string)p["in"]! == "header" && (string)p["name"]! == header
            );

            var answer = await Admin.SendAsync(
                With(operation, request => request.Headers.TryAddWithoutValidation(header, unreadable))
            );

            var text = await answer.Content.ReadAsStringAsync();
            var isRead = (int)answer.StatusCode == 422 && text.Contains($"\"{header}\"", StringComparison.Ordinal);
            var isRefused = text.Contains("Not accepted here", StringComparison.Ordinal);
            if (isRead && !isRefused != isDeclared)
                faults.Add($"{operation}: {header} is read and not declared; see OperationHeaders");
            if (!isRead && isDeclared)
                faults.Add($"{operation}: {header} is declared and not read; see OperationHeaders: {text}");
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Test]
    public async Task A_parameter_that_is_absent_means_its_default()
    {
        var faults = new List<string>();
        foreach (
            var operation in Document.Operations.Where(o =>
                o.Method == "get" && o.Parameters.Any(p => p["schema"]!["default"] is not null)
            )
        )
        {
            var offered = operation.Offered();
            var required = operation
                .Parameters.Where(p => p["required"]?.GetValue<bool>() == true)
                .Select(p => $"{p["name"]}");
            var bare = $"{offered.RequestUri}"
                .Split('?')[1..]
                .SelectMany(q => q.Split('&'))
                .Where(q => required.Contains(q.Split('=')[0]));

            var with = await Body(offered.RequestUri!);
            var without = await Body(Unknown(offered, $"?{string.Join('&', bare)}"));

            if (with != without)
                faults.Add(
                    $"{operation}: {with[..Math.Min(200, with.Length)]} … {without[..Math.Min(200, without.Length)]}"
                );
        }

        faults.ShouldBeEmpty(string.Join('\n', faults));

        // The moment of the answer goes on between two requests.
        async Task<string> Body(Uri address)
        {
            var answer = JsonNode.Parse(await (await Admin.GetAsync(address)).Content.ReadAsStringAsync())!.AsObject();
            answer.Remove("as_of");
            return answer.ToJsonString();
        }
    }

    [Test]
    public async Task An_undeclared_member_and_a_missing_header_are_found()
    {
        var operation = Document.Operations.Single(o => o.Id == "get_lead");
        var answer = await Admin.SendAsync(operation.Offered());
        var lead = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        lead["colour"] = "red";
        lead.Remove("lead_score");
        lead["status"] = "asleep";
        answer.Content = JsonContent.Create(lead);
        answer.Headers.Remove("ETag");
        answer.Headers.Add("X-New", "1");

        var faults = string.Join('\n', await Document.FaultsOfAsync(operation, answer));

        faults.ShouldContain("/colour");
        faults.ShouldContain("lead_score");
        faults.ShouldContain("/status");
        faults.ShouldContain("ETag is declared as required and missing");
        faults.ShouldContain("X-New is not declared");
    }

    // A refresh token can be taken from a sign-in only; the description of the operation says so.
    private async Task<HttpRequestMessage> Offered(DescribedOperation operation)
    {
        if (operation.Id != "refresh_sign_in")
            return operation.Offered();
        var signedIn = await SignIn(DemoAccess.Admin.Email, DemoAccess.Password);
        return operation.Offered(new JsonObject { ["refresh_token"] = signedIn.RefreshToken });
    }

    private static HttpRequestMessage With(DescribedOperation operation, Action<HttpRequestMessage> change)
    {
        var request = operation.Offered();
        change(request);
        return request;
    }

    private static Uri Unknown(HttpRequestMessage request, string query) =>
        new($"{request.RequestUri}".Split('?')[0] + query, UriKind.Relative);

    private static HttpRequestMessage Elsewhere(DescribedOperation operation)
    {
        var request = operation.Offered();
        var path = string.Join(
            '/',
            operation.Path.Split('/').Select(part => part.StartsWith('{') ? $"{Guid.NewGuid()}" : part)
        );
        var query = $"{request.RequestUri}".Split('?') is [_, var asked] ? $"?{asked}" : "";
        request.RequestUri = new(path + (path == operation.Path ? "?skip=-1" : query), UriKind.Relative);
        return request;
    }
}
