// Java 17 or later, standard library alone: java SignIn.java, then open http://localhost:8085/
import com.sun.net.httpserver.*;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.*;

public class SignIn {
  static final String ISSUER = System.getenv().getOrDefault("ISSUER", "http://localhost:3000");
  static final String CLIENT = "demo-basic", SECRET = "demo-basic-secret", BACK = "http://localhost:8085/callback";
  static final HttpClient http = HttpClient.newHttpClient();
  static final Map<String, String[]> attempts = new ConcurrentHashMap<>(); // a real system: the browser's session

  public static void main(String[] args) throws Exception {
    String discovery = ask(ISSUER + "/.well-known/openid-configuration", null, null);
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 8085), 0);
    server.createContext("/", exchange -> {
      try {
        if (exchange.getRequestURI().getPath().equals("/callback")) back(exchange, discovery);
        else begin(exchange, discovery);
      } catch (Exception failed) {
        send(exchange, 400, "{\"error\":\"sign-in failed\"}");
      }
    });
    server.start();
    System.out.println("http://localhost:8085");
  }

  static void begin(HttpExchange exchange, String discovery) throws Exception {
    String state = random(), nonce = random(), verifier = random();
    attempts.put(state, new String[] {nonce, verifier});
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    exchange.getResponseHeaders().set("Location", value(discovery, "authorization_endpoint") + "?" + form(
        "client_id", CLIENT, "redirect_uri", BACK, "response_type", "code", "scope", "openid business_profile",
        "purpose", "vat-registration", "state", state, "nonce", nonce, "code_challenge_method", "S256",
        "code_challenge", base64(hash)));
    exchange.sendResponseHeaders(303, -1);
  }

  static void back(HttpExchange exchange, String discovery) throws Exception {
    Map<String, String> query = new HashMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    String[] attempt = attempts.remove(query.getOrDefault("state", ""));
    if (attempt == null || !ISSUER.equals(query.get("iss"))) throw new SecurityException("no such attempt");
    String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    String tokens = ask(value(discovery, "token_endpoint"), form("grant_type", "authorization_code",
        "code", query.get("code"), "redirect_uri", BACK, "code_verifier", attempt[1]), "Basic " + basic);
    // It came from the token endpoint itself over TLS: its signature may be left (OpenID Connect Core, 3.1.3.7).
    String who = new String(Base64.getUrlDecoder().decode(value(tokens, "id_token").split("\\.")[1]), StandardCharsets.UTF_8);
    if (!value(who, "iss").equals(ISSUER) || !value(who, "aud").equals(CLIENT) || !value(who, "nonce").equals(attempt[0]))
      throw new SecurityException("not our sign-in");
    String profile = ask(ISSUER + "/api/v1/profile", null, "Bearer " + value(tokens, "access_token"));
    send(exchange, 200, "{\"who\":" + who + ",\"profile\":" + profile + "}");
  }

  static String ask(String address, String form, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (authorization != null) request.header("Authorization", authorization);
    if (form != null)
      request.header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new SecurityException("refused: " + answer.statusCode());
    return answer.body();
  }

  /** Java brings no JSON: texts of the first level alone. Use a JSON library for anything more. */
  static String value(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) throw new SecurityException("no " + name);
    return found.group(1);
  }

  static String form(String... pairs) {
    StringJoiner form = new StringJoiner("&");
    for (int at = 0; at < pairs.length; at += 2)
      form.add(pairs[at] + "=" + URLEncoder.encode(pairs[at + 1], StandardCharsets.UTF_8));
    return form.toString();
  }

  static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return base64(bytes);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static void send(HttpExchange exchange, int status, String json) throws java.io.IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
