using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using ThinkRealty.Api.Endpoints;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Access;

/// <summary>Signing in, keys and roles (rules §11).</summary>
internal static class AccessComposition
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var demoUsers = new DemoUsers(AreLetIn: builder.Environment.IsDevelopment());
        services.AddSingleton(demoUsers);
        services.AddSingleton(ReadBootstrap(builder.Configuration, demoUsers));
        services.AddSingleton(builder.Configuration.Read<AccessSettings>("Access"));
        services.AddSingleton(KeyRingSecrets.Read(builder.Configuration));
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services
            .AddAuthentication(CallerAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(
                CallerAuthentication.Scheme,
                configureOptions: null
            )
            .AddBearerToken(
                BearerTokenDefaults.AuthenticationScheme,
                bearer => bearer.Events.OnMessageReceived = AccessTokens.ReadAsync
            );
        services.AddAuthorization(Policies.Configure);
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<CallContextFilling>();
    }

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapAuth();
        app.MapUsers();
        app.MapApiKeys();
    }

    /// <summary>Who is to be the first admin.</summary>
    /// <exception cref="SettingException">Half of it is missing, or it cannot be one.</exception>
    public static BootstrapSettings ReadBootstrap(IConfiguration configuration, DemoUsers demoUsers)
    {
        var bootstrap = configuration.Read<BootstrapSettings>("Bootstrap");
        if ((bootstrap.AdminEmail is null) != (bootstrap.AdminPassword is null))
            throw new SettingException(
                "Bootstrap:AdminEmail and Bootstrap:AdminPassword are set together or not at all."
            );
        if (bootstrap.AdminEmail is not null && !Email.TryParse(bootstrap.AdminEmail, out _))
            throw new SettingException("Bootstrap:AdminEmail is not an e-mail address.");
        if (!demoUsers.AllowEmail(bootstrap.AdminEmail))
            throw new SettingException(
                $"Bootstrap:AdminEmail is at {DemoUsers.Domain}, whose users sign in only in Development; choose your own."
            );
        if (!demoUsers.Allow(bootstrap.AdminPassword))
            throw new SettingException("Bootstrap:AdminPassword is published in the README; choose another one.");
        return bootstrap;
    }
}
