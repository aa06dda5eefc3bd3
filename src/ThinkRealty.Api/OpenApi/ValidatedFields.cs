using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using ThinkRealty.Api.Endpoints;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// What the validators demand of each field. The document has no list of limits of its own: it asks the validators which
/// values they accept, so a new rule shows up by itself.
/// </summary>
internal sealed class ValidatedFields
{
    private readonly Lazy<FrozenDictionary<(Type, string), FieldLimits>> _limits;

    public ValidatedFields(IServiceProvider services) => _limits = new(() => Ask(services));

    /// <summary>Bodies whose fields go one by one into a command, where the rules are.</summary>
    private static readonly FrozenDictionary<Type, Type> Commands = new Dictionary<Type, Type>
    {
        [typeof(Credentials)] = typeof(SignIn),
        [typeof(UserChanges)] = typeof(ChangeUser),
    }.ToFrozenDictionary();

    /// <summary>The limits of a field of a request body.</summary>
    public FieldLimits Of(PropertyInfo field) =>
        Owners(field.DeclaringType!)
            .Select(owner => _limits.Value.GetValueOrDefault((owner, field.Name)))
            .FirstOrDefault(found => found is not null)
        ?? FieldLimits.None;

    // A rule about an interface holds for the fields that implement it.
    private static IEnumerable<Type> Owners(Type type) =>
        type.GetInterfaces().Prepend(Commands.GetValueOrDefault(type, type));

    private static FrozenDictionary<(Type, string), FieldLimits> Ask(IServiceProvider services)
    {
        var limits = new Dictionary<(Type, string), FieldLimits>();
        var validators = typeof(Patch<>)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.ContainsGenericParameters)
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IValidator<>))
            .Distinct()
            .SelectMany(type => services.GetServices(type).Select(v => (IValidator)v!), (type, v) => (type, v));
        foreach (var (type, validator) in validators)
            Ask(validator, type.GetGenericArguments()[0], limits);
        return limits.ToFrozenDictionary();
    }

    private static void Ask(IValidator validator, Type asked, Dictionary<(Type, string), FieldLimits> limits)
    {
        foreach (var rule in validator.CreateDescriptor().Rules)
        {
            if (rule.PropertyName is { Length: > 0 } && PathOf(rule) is { Count: > 0 } path)
                Add(limits, path[^1], new FieldProbe(validator, asked, path, rule.PropertyName).Limits());
            // Rules about the entries of a list have a validator of their own, which nobody registers.
            foreach (var inner in rule.Components.Select(c => InnerOf(c.Validator, asked)).OfType<IValidator>())
                Ask(inner, inner.GetType().GetInterface(typeof(IValidator<>).Name)!.GetGenericArguments()[0], limits);
        }
    }

    private static void Add(Dictionary<(Type, string), FieldLimits> limits, PropertyInfo field, FieldLimits found)
    {
        var key = (field.DeclaringType!, field.Name);
        limits[key] = limits.TryGetValue(key, out var known) ? known.And(found) : found;
    }

    private static IValidator? InnerOf(IPropertyValidator component, Type asked)
    {
        if (component is not IChildValidatorAdaptor)
            return null;
        try
        {
            var find = component.GetType().GetMethod("GetValidator")!;
            var context = Activator.CreateInstance(find.GetParameters()[0].ParameterType, FieldProbe.Empty(asked));
            return find.Invoke(component, [context, null]) as IValidator;
        }
        catch (TargetInvocationException)
        {
            return null; // chosen by the value; what it chooses from is registered
        }
    }

    /// <summary>The fields from the command to the one that the rule is about; null where it is about something else.</summary>
    private static List<PropertyInfo>? PathOf(IValidationRule rule)
    {
        var path = new List<PropertyInfo>();
        var at = rule.Expression?.Body;
        while (at is not ParameterExpression)
            switch (at)
            {
                case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                    at = convert.Operand;
                    break;
                case MemberExpression { Member: PropertyInfo field } member:
                    if (!IsWrapped(field))
                        path.Insert(0, field);
                    at = member.Expression;
                    break;
                default:
                    return null;
            }

        return path;
    }

    private static bool IsWrapped(PropertyInfo field) =>
        field.Name == nameof(Patch<int>.Value)
        && (PatchBodies.IsPatch(field.DeclaringType!) || Nullable.GetUnderlyingType(field.DeclaringType!) is not null);
}

/// <summary>What a validator accepts in one field, found by trying values.</summary>
internal sealed class FieldProbe(IValidator validator, Type asked, IReadOnlyList<PropertyInfo> path, string rule)
{
    private const int LongestTried = 200_000;
    private const int MostTried = 5_000;
    private const int Deepest = 3;
    private const decimal LargestTried = 1e20m;

    private readonly Type _declared = path[^1].PropertyType;
    private readonly Type _type = Expected.Bare(path[^1].PropertyType);

    public FieldLimits Limits()
    {
        var isPatch = PatchBodies.IsPatch(_declared);
        var takesNull = !_type.IsValueType || Expected.Bare(_declared) != _declared;
        // What is refused only while another field is missing is not required: send either the one or the other.
        var refusesNull =
            takesNull
            && Accepts(null) is false
            && Accepts(null, isFilled: true) is not true
            && !Neighbours().Any(next => Accepts(null, next) is true);
        var limits = _type switch
        {
            _ when _type == typeof(string) => OfText(),
            _ when _type == typeof(int) || _type == typeof(long) || _type == typeof(decimal) => OfNumber(),
            _ when _type.IsEnum => OfChoice(),
            _ when ElementOf(_type) is { } element => OfList(element),
            _ => FieldLimits.None,
        };
        // An empty text in a field that may be absent was not given.
        return limits with
        {
            IsRequired = refusesNull && !isPatch,
            RefusesNull = refusesNull,
            MinLength = refusesNull ? limits.MinLength : null,
        };
    }

    private FieldLimits OfText()
    {
        static string Text(long length) => new('a', (int)length);
        if (Lengths().FirstOrDefault(n => Accepts(Text(n)) is true) is not (> 0 and var fits))
            return FieldLimits.None; // a form of its own, like that of a phone number
        var longest = Largest(n => Accepts(Text(n)) is true, fits, LongestTried);
        // Where signs do not count, as in @name, letters say nothing about the length of the text.
        if (longest is { } most && Accepts("@" + Text(most)) is true)
            longest = null;
        return new()
        {
            MinLength = Accepts("") is true ? null : (int)Smallest(n => Accepts(Text(n)) is true, fits),
            MaxLength = (int?)longest,
        };
    }

    private FieldLimits OfNumber()
    {
        object Number(decimal value) => Convert.ChangeType(value, _type, null);
        decimal[] usual = [1, 10, 100, 1_000, 1_000_000];
        // Some numbers belong to a value of another field: a deal value to a conversion.
        var among = Neighbours().Prepend(null).FirstOrDefault(next => usual.Any(n => Accepts(Number(n), next) is true));
        bool Fits(decimal value) => Accepts(Number(value), among) is true;
        if (usual.FirstOrDefault(Fits) is not (> 0 and var fits))
            return FieldLimits.None;

        var limits = FieldLimits.None;
        if (!Fits(-1))
            limits =
                Fits(0) ? limits with { Minimum = 0 }
                : _type == typeof(decimal) && Fits(0.01m) ? limits with { Minimum = 0, IsAboveMinimum = true }
                : limits with { Minimum = Smallest(n => Fits(n), (long)fits) };
        var largest = _type == typeof(int) ? int.MaxValue : LargestTried;
        var step = _type == typeof(decimal) ? 0.01m : 1;
        return limits with { Maximum = Largest(n => Fits(n * step), (long)(fits / step), largest / step) * step };
    }

    private FieldLimits OfChoice()
    {
        var values = Enum.GetValues(_type).Cast<object>().ToList();
        var refused = values.Where(v => Accepts(v) is false && Accepts(v, isFilled: true) is false).ToList();
        // Where all are refused the rule is about something else.
        return refused.Count == values.Count
            ? FieldLimits.None
            : new() { Refused = [.. refused.Select(value => Expected.Spellings(_type)[values.IndexOf(value)])] };
    }

    private FieldLimits OfList(Type element)
    {
        var entry =
            element == typeof(string) ? "a"
            : element.IsEnum ? Enum.GetValues(element).GetValue(0)
            : null;
        if (entry is null || Accepts(List(element, entry, 1)) is not true)
            return FieldLimits.None;
        return new()
        {
            MinItems = Accepts(List(element, entry, 0)) is true ? null : 1,
            MaxItems = (int?)Largest(n => Accepts(List(element, entry, (int)n)) is true, 1, MostTried),
            Items = element == typeof(string) ? OfEntry() : null,
        };
    }

    private FieldLimits OfEntry()
    {
        bool Fits(long length) => Accepts(List(typeof(string), new string('a', (int)length), 1)) is true;
        return new() { MaxLength = (int?)Largest(Fits, 1, LongestTried) }; // blank entries are left out
    }

    private static IEnumerable<long> Lengths() => [1, 2, 3, 5, 10, 20, 50, 100];

    /// <summary>The largest number that fits, or null where even the largest one tried does.</summary>
    private static long? Largest(Func<long, bool> fits, long known, decimal most)
    {
        var (low, high) = (known, (long)Math.Min(most, long.MaxValue / 4));
        if (fits(high))
            return null;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = fits(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static long Smallest(Func<long, bool> fits, long known)
    {
        var low = known;
        while (low > 1 && fits(low - 1))
            low--;
        return low;
    }

    private static Type? ElementOf(Type list) =>
        list.GetInterfaces()
            .Prepend(list)
            .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    private static Array List(Type element, object entry, int count)
    {
        var list = Array.CreateInstance(element, count);
        for (var i = 0; i < count; i++)
            list.SetValue(entry, i);
        return list;
    }

    private bool? Accepts(object? value, bool isFilled = false) => Accepts(value, neighbour: null, isFilled);

    /// <summary>Whether the rules about this field accept a value in it; null where they need more than the field.</summary>
    private bool? Accepts(object? value, Neighbour? neighbour, bool isFilled = false)
    {
        try
        {
            var context = new ValidationContext<object>(
                Command(value, neighbour, isFilled),
                new PropertyChain(),
                new MemberNameValidatorSelector([rule])
            );
            return validator.Validate(context).IsValid;
        }
        catch (Exception needsMore)
            when (needsMore
                    is NullReferenceException
                        or ArgumentException
                        or InvalidOperationException
                        or FormatException
                        or MemberAccessException
                        or TargetException
                        or TargetInvocationException
            )
        {
            return null;
        }
    }

    /// <summary>Another field of the same object with a value in it.</summary>
    private sealed record Neighbour(PropertyInfo Field, object Value);

    private IEnumerable<Neighbour> Neighbours() =>
        from field in Empty(path.Count > 1 ? path[^2].PropertyType : asked).GetType().GetProperties()
        where field.CanWrite && field.Name != path[^1].Name
        let type = Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType
        from value in type == typeof(string) ? ["a"]
        : type.IsEnum ? Enum.GetValues(type).Cast<object>()
        : []
        select new Neighbour(field, value);

    private object Command(object? value, Neighbour? neighbour, bool isFilled)
    {
        var command = Empty(asked, isFilled);
        var at = command;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var inner = Empty(path[i].PropertyType, isFilled);
            Set(at, path[i], inner);
            at = inner;
        }

        if (neighbour is not null)
            Set(at, neighbour.Field, neighbour.Value);
        Set(at, path[^1], PatchBodies.IsPatch(_declared) ? Activator.CreateInstance(_declared, value) : value);
        return command;
    }

    private static void Set(object owner, PropertyInfo field, object? value) =>
        owner.GetType().GetProperty(field.Name)!.SetValue(owner, value);

    /// <summary>A command of which nothing is known, or with something in every field.</summary>
    public static object Empty(Type type, bool isFilled = false) => Empty(type, isFilled ? Deepest : 0);

    private static object Empty(Type type, int depth)
    {
        var made = RuntimeHelpers.GetUninitializedObject(
            type.IsAbstract
                ? type
                    .Assembly.GetTypes()
                    .First(t => t is { IsClass: true, IsAbstract: false } && type.IsAssignableFrom(t))
                : type
        );
        if (depth > 0)
            foreach (
                var field in made.GetType().GetProperties().Where(f => f.CanWrite && f.GetIndexParameters().Length == 0)
            )
                field.SetValue(made, Something(field.PropertyType, depth - 1));
        return made;
    }

    private static object? Something(Type declared, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string))
            return "a";
        if (type == typeof(DateTimeOffset))
            return TimeProvider.System.GetUtcNow().AddDays(1);
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        return depth > 0 && type is { IsClass: true, IsAbstract: false } && type.Assembly == typeof(Patch<>).Assembly
            ? Empty(type, depth)
            : null;
    }
}

/// <summary>What a field may hold.</summary>
internal sealed record FieldLimits
{
    public static FieldLimits None { get; } = new();

    /// <summary>The field has to be sent.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Null is refused where the field is sent.</summary>
    public bool RefusesNull { get; init; }

    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public decimal? Minimum { get; init; }

    /// <summary>The minimum itself is refused.</summary>
    public bool IsAboveMinimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>Spellings of an enumeration that are not accepted here.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }

    /// <summary>The limits of each entry of a list.</summary>
    public FieldLimits? Items { get; init; }

    /// <summary>The limits under both sets of rules.</summary>
    public FieldLimits And(FieldLimits other) =>
        this with
        {
            IsRequired = IsRequired || other.IsRequired,
            RefusesNull = RefusesNull || other.RefusesNull,
            MinLength = MinLength ?? other.MinLength,
            MaxLength = MaxLength ?? other.MaxLength,
            Minimum = Minimum ?? other.Minimum,
            IsAboveMinimum = IsAboveMinimum || other.IsAboveMinimum,
            Maximum = Maximum ?? other.Maximum,
            Refused = [.. Refused.Union(other.Refused, StringComparer.Ordinal)],
            MinItems = MinItems ?? other.MinItems,
            MaxItems = MaxItems ?? other.MaxItems,
            Items = Items ?? other.Items,
        };
}
