using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>Budgets have an upper limit, and the message names it (rules §3).</summary>
public sealed class BudgetLimitsTests : StaffedDeskTest
{
    [TestCase("499999999.99", "500000000", "")]
    [TestCase("1", "500000000.01", "lead_data.budget_max")]
    [TestCase("500000000", "600000000", "lead_data.budget_min lead_data.budget_max")]
    [TestCase("9999999999999.99", "99999999999999.99", "lead_data.budget_min lead_data.budget_max")]
    public async Task A_budget_is_at_most_five_hundred_million(string min, string max, string complaints)
    {
        var response = await Capture(
            Inquiry(with: data =>
            {
                data["budget_min"] = decimal.Parse(min, System.Globalization.CultureInfo.InvariantCulture);
                data["budget_max"] = decimal.Parse(max, System.Globalization.CultureInfo.InvariantCulture);
            })
        );

        if (complaints.Length == 0)
        {
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Accepted);
            return;
        }

        await ShouldComplainOf(response, complaints.Split(' '));
        foreach (var complaint in (await Json(response)).GetProperty("errors").EnumerateObject())
            complaint.Value[0].GetString().ShouldNotBeNull().ShouldContain("500,000,000 AED");
    }
}
