using System.Reflection;
using ThinkRealty.Api.Problems;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>A problem's title says what happened, its detail what to do; neither repeats the other.</summary>
public sealed class ProblemTextsTests
{
    private static readonly int[] Statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503];

    [TestCaseSource(nameof(Refusals))]
    public void A_refusal_has_a_title_and_another_detail(DomainError error)
    {
        var problem = StandardProblems.Of(error);

        problem.Type.ShouldBe(error.Slug);
        ShouldDiffer(problem.Title, problem.Detail);
        error.Detail.ShouldNotBeNull($"{error.Slug} gives advice of its own");
    }

    [TestCaseSource(nameof(Statuses))]
    public void A_standard_problem_has_a_title_and_another_detail(int status)
    {
        var problem = StandardProblems.Of(status);

        ShouldDiffer(problem.Title, problem.Detail);
    }

    [TestCase(ErrorKind.Invalid), TestCase(ErrorKind.Unauthenticated), TestCase(ErrorKind.Forbidden)]
    [TestCase(ErrorKind.NotFound), TestCase(ErrorKind.Conflict), TestCase(ErrorKind.Outdated)]
    [TestCase(ErrorKind.TooMany), TestCase(ErrorKind.Unavailable)]
    public void A_refusal_without_advice_is_given_that_of_its_kind(ErrorKind kind)
    {
        var problem = StandardProblems.Of(new DomainError("some_slug", kind, "Something is not as it should be"));

        ShouldDiffer(problem.Title, problem.Detail);
    }

    [Test]
    public void The_table_covers_every_class_of_errors() =>
        Refusals().Select(r => ((DomainError)r.Arguments[0]!).Slug).Distinct().Count().ShouldBeGreaterThan(20);

    private static void ShouldDiffer(string? title, string? detail)
    {
        title.ShouldNotBeNullOrWhiteSpace();
        detail.ShouldNotBeNullOrWhiteSpace();
        Bare(detail).ShouldNotContain(Bare(title));
        Bare(title).ShouldNotContain(Bare(detail));
        detail.ShouldEndWith(".");
        title.ShouldNotEndWith(".");
    }

    private static string Bare(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    // Every factory of every class whose name ends in Errors, with arguments of its types.
    private static IEnumerable<TestCaseData> Refusals() =>
        ((Assembly[])[typeof(DomainError).Assembly, typeof(LeadSettings).Assembly, typeof(StandardProblems).Assembly])
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Errors", StringComparison.Ordinal))
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .SelectMany(member => Made(member).Select(error => (member, error)))
            .Select(made =>
                new TestCaseData(made.error).SetArgDisplayNames($"{made.member.DeclaringType!.Name}.{made.member.Name}")
            );

    private static IEnumerable<DomainError> Made(MemberInfo member) =>
        member switch
        {
            PropertyInfo property when property.PropertyType == typeof(DomainError) =>
            [
                (DomainError)property.GetValue(null)!,
            ],
            MethodInfo method when method.ReturnType == typeof(DomainException) =>
            [
                ((DomainException)method.Invoke(null, [.. method.GetParameters().Select(Given)])!).Error,
            ],
            _ => [],
        };

    private static object? Given(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        var type = parameter.ParameterType;
        if (type == typeof(string))
            return "a word";
        if (type == typeof(Guid))
            return Guid.CreateVersion7();
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type.IsAssignableFrom(typeof(List<string>)))
            return new List<string> { "a fault" };
        var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(Given)]);
    }
}
