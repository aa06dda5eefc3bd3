using System.Reflection;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests;

/// <summary>Projects reference each other only downwards, and the Domain none of them.</summary>
public sealed class ArchitectureTests
{
    /// <summary>libphonenumber: tables and rules, without input or output.</summary>
    private const string NumberingPlans = "PhoneNumbers";

    private static readonly Assembly Domain = typeof(DomainError).Assembly;
    private static readonly Assembly Application = typeof(Caller).Assembly;
    private static readonly Assembly Infrastructure = typeof(Migrator).Assembly;
    private static readonly Assembly Api = typeof(Program).Assembly;

    [Test]
    public void The_Domain_references_nothing_but_the_platform_and_the_numbering_plans() =>
        Forbidden(Domain, name => IsNoPartOfThePlatform(name) && name != NumberingPlans).ShouldBeEmpty();

    [Test]
    public void The_Application_references_the_Domain() =>
        Forbidden(Application, name => IsOurs(name) && !Is(name, Domain)).ShouldBeEmpty();

    [Test]
    public void The_Application_knows_no_web_and_no_database() =>
        Forbidden(Application, IsWebOrDatabase).ShouldBeEmpty();

    [Test]
    public void The_Infrastructure_references_Application_and_Domain() =>
        Forbidden(Infrastructure, name => IsOurs(name) && !Is(name, Domain, Application)).ShouldBeEmpty();

    [Test]
    public void Nothing_of_ours_is_above_the_Api() =>
        Forbidden(Api, name => IsOurs(name) && !Is(name, Domain, Application, Infrastructure)).ShouldBeEmpty();

    // Each guard, shown an assembly that breaks it: a guard that cannot go red guards nothing.
    [Test]
    public void The_guards_can_go_red()
    {
        Forbidden(Domain, IsNoPartOfThePlatform).ShouldBe([NumberingPlans]);
        Forbidden(Application, IsNoPartOfThePlatform).ShouldContain("ThinkRealty.Domain");
        Forbidden(Application, IsNoPartOfThePlatform).ShouldContain("MediatR");
        Forbidden(Infrastructure, name => IsOurs(name) && !Is(name, Domain)).ShouldBe(["ThinkRealty.Application"]);
        Forbidden(Infrastructure, IsWebOrDatabase).ShouldContain("Npgsql");
        Forbidden(Api, name => IsOurs(name) && !Is(name, Domain, Application)).ShouldBe(["ThinkRealty.Infrastructure"]);
        Forbidden(
                typeof(ArchitectureTests).Assembly,
                name => IsOurs(name) && !Is(name, Domain, Application, Infrastructure)
            )
            .ShouldBe(["ThinkRealty.Api"]);
    }

    private static IEnumerable<string> Forbidden(Assembly assembly, Predicate<string> isForbidden) =>
        assembly
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => isForbidden(a))
            .Order(StringComparer.Ordinal);

    private static bool IsNoPartOfThePlatform(string name) => !name.StartsWith("System.", StringComparison.Ordinal);

    private static bool IsOurs(string name) => name.StartsWith("ThinkRealty.", StringComparison.Ordinal);

    private static bool IsWebOrDatabase(string name) =>
        name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        || name.StartsWith("Npgsql", StringComparison.Ordinal);

    private static bool Is(string name, params Assembly[] allowed) => allowed.Any(a => a.GetName().Name == name);
}
