// .NET 8 or later, standard library alone: dotnet run, then open http://localhost:8085/
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var issuer = Environment.GetEnvironmentVariable("ISSUER") ?? "http://localhost:3000";
const string Client = "demo-basic", Secret = "demo-basic-secret", Back = "http://localhost:8085/callback";
var http = new HttpClient();
var attempts = new ConcurrentDictionary<string, (string Nonce, string Verifier)>(); // a real system: the browser's session

string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
string Fresh() => Base64(RandomNumberGenerator.GetBytes(32));
async Task<JsonElement> Ask(string address, AuthenticationHeaderValue? authorization = null, Dictionary<string, string>? form = null) {
  using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address);
  request.Headers.Authorization = authorization;
  if (form is not null) request.Content = new FormUrlEncodedContent(form);
  using var answer = await http.SendAsync(request);
  answer.EnsureSuccessStatusCode();
  return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}

var discovery = await Ask($"{issuer}/.well-known/openid-configuration");
var listener = new HttpListener();
listener.Prefixes.Add("http://localhost:8085/");
listener.Start();
while (true) {
  var context = await listener.GetContextAsync();
  var (query, response) = (context.Request.QueryString, context.Response);
  try {
    if (context.Request.Url!.AbsolutePath != "/callback") {
      var (state, nonce, verifier) = (Fresh(), Fresh(), Fresh());
      attempts[state] = (nonce, verifier);
      var asked = new Dictionary<string, string> {
        ["client_id"] = Client, ["redirect_uri"] = Back, ["response_type"] = "code",
        ["scope"] = "openid business_profile", ["purpose"] = "vat-registration", ["state"] = state, ["nonce"] = nonce,
        ["code_challenge_method"] = "S256", ["code_challenge"] = Base64(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) };
      var pairs = asked.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}");
      response.Redirect(discovery.GetProperty("authorization_endpoint").GetString() + "?" + string.Join("&", pairs));
    } else {
      if (!attempts.TryRemove(query["state"] ?? "", out var attempt) || query["iss"] != issuer) throw new InvalidOperationException();
      var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}")));
      var tokens = await Ask(discovery.GetProperty("token_endpoint").GetString()!, basic, new() {
        ["grant_type"] = "authorization_code", ["code"] = query["code"] ?? "", ["redirect_uri"] = Back, ["code_verifier"] = attempt.Verifier });
      // It came from the token endpoint itself over TLS: its signature may be left (OpenID Connect Core, 3.1.3.7).
      var payload = tokens.GetProperty("id_token").GetString()!.Split('.')[1].Replace('-', '+').Replace('_', '/');
      var who = JsonDocument.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))).RootElement;
      if (who.GetProperty("iss").GetString() != issuer || who.GetProperty("aud").GetString() != Client
          || who.GetProperty("nonce").GetString() != attempt.Nonce) throw new InvalidOperationException();
      var profile = await Ask($"{issuer}/api/v1/profile", new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString()));
      response.ContentType = "application/json";
      await response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { who, profile }));
    }
  } catch (Exception) { response.StatusCode = 400; }
  response.Close();
}
