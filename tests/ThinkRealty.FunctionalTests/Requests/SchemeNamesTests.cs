using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>The header <c>Authorization</c> (RFC 9110).</summary>
public sealed class SchemeNamesTests : StaffedDeskTest
{
    [TestCase("Bearer {0}", 200)]
    [TestCase("bearer {0}", 200)]
    [TestCase("BEARER {0}", 200)]
    [TestCase("bEaReR   {0} ", 200)]
    [TestCase("Basic {0}", 401)]
    [TestCase("Bearer", 401)]
    [TestCase("Bearer{0}", 401)]
    [TestCase("{0}", 401)]
    [TestCase("Bearer {0}, Bearer {0}", 401)]
    [TestCase("Bearers {0}", 401)]
    public async Task The_name_of_the_scheme_is_read_in_any_case(string form, int status)
    {
        var token = (await SignIn(AdminEmail)).AccessToken;
        using var client = Node.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            form.Replace("{0}", token, StringComparison.Ordinal)
        );

        var answer = await client.GetAsync("/api/v1/auth/me");

        answer.StatusCode.ShouldBe((HttpStatusCode)status);
        if (status == 401)
            answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }
}
