using ThinkRealty.Api.Verbs;

return await CommandLine.RunAsync(args);
