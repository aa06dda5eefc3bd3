using ThinkRealty.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddThinkRealty();
var app = builder.Build();
app.UseThinkRealty();
await app.RunAsync();
