using System.Reflection;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>Every complaint about a field is in our own words and says what is accepted.</summary>
public sealed class ValidationMessagesTests
{
    private const string Unsaid = "This value is not accepted.";

    [OneTimeSetUp]
    public void UseOurWords() => new ServiceCollection().AddApplication();

    [TestCaseSource(nameof(Rules))]
    public void A_rule_has_a_message_of_ours(string rule, IRuleComponent component)
    {
        var message = MessageOf(component);
        if (message is null)
            return; // made from the input by a function of ours

        message.ShouldNotContain("{PropertyName}", Case.Insensitive, rule);
        message.ShouldNotBe(Unsaid, rule);
        message.ShouldEndWith(".", Case.Sensitive, rule);
    }

    [Test]
    public void There_are_many_rules() => Rules().Count().ShouldBeGreaterThan(80);

    private static IEnumerable<TestCaseData> Rules() =>
        typeof(LeadSettings)
            .Assembly.GetTypes()
            .Where(type =>
                type is { IsAbstract: false, ContainsGenericParameters: false }
                && type.IsAssignableTo(typeof(IValidator))
            )
            .SelectMany(type => RulesOf(Made(type), type.Name))
            .Select(
                (rule, index) => new TestCaseData(rule.Name, rule.Component).SetArgDisplayNames($"{rule.Name} #{index}")
            );

    private static IEnumerable<(string Name, IRuleComponent Component)> RulesOf(IValidator validator, string name)
    {
        foreach (var rule in validator.CreateDescriptor().Rules)
        foreach (var component in rule.Components)
            if (component.Validator is IChildValidatorAdaptor adaptor)
            {
                // Children that are classes are met by themselves.
                if (Inline(adaptor) is { } child)
                    foreach (var inner in RulesOf(child, $"{name}.{rule.PropertyName}"))
                        yield return inner;
            }
            else
                yield return ($"{name}.{rule.PropertyName} {component.Validator.Name}", component);
    }

    private static IValidator? Inline(IChildValidatorAdaptor adaptor) =>
        adaptor
            .GetType()
            .GetFields(BindingFlags.NonPublic | BindingFlags.Instance)
            .Select(field => field.GetValue(adaptor))
            .OfType<IValidator>()
            .FirstOrDefault(child => child.GetType().Assembly == typeof(IValidator).Assembly);

    private static string? MessageOf(IRuleComponent component)
    {
        try
        {
            return component.GetUnformattedErrorMessage();
        }
        catch (NullReferenceException)
        {
            return null;
        }
    }

    private static IValidator Made(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Single();
        return (IValidator)constructor.Invoke([.. constructor.GetParameters().Select(p => Given(p.ParameterType))]);
    }

    private static object Given(Type type) =>
        type == typeof(TimeProvider) ? TimeProvider.System
        : type == typeof(DemoUsers) ? new DemoUsers(AreLetIn: false)
        : Activator.CreateInstance(type)!;
}
