# Python 3.9 or later, standard library alone. Open http://localhost:8085/
import base64, hashlib, http.server, json, os, secrets, time, urllib.parse, urllib.request

ISSUER = os.environ.get("ISSUER", "http://localhost:3000")
CLIENT, SECRET, BACK = "demo-basic", "demo-basic-secret", "http://localhost:8085/callback"
attempts = {}  # one process; a real system keeps these in the browser's session

def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def ask(address, data=None, authorization=None):
    headers = {"Authorization": authorization} if authorization else {}
    body = urllib.parse.urlencode(data).encode() if data else None
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
        return json.load(answer)

discovery = ask(ISSUER + "/.well-known/openid-configuration")

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/":
            state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
            attempts[state] = (nonce, verifier)
            asked = {"client_id": CLIENT, "redirect_uri": BACK, "response_type": "code",
                     "scope": "openid business_profile", "purpose": "vat-registration",
                     "state": state, "nonce": nonce, "code_challenge_method": "S256",
                     "code_challenge": b64(hashlib.sha256(verifier.encode()).digest())}
            self.send_response(303)
            self.send_header("Location", discovery["authorization_endpoint"] + "?" + urllib.parse.urlencode(asked))
            return self.end_headers()
        attempt = attempts.pop(query.get("state", ""), None)
        if url.path != "/callback" or attempt is None or query.get("iss") != ISSUER or "code" not in query:
            return self.send_error(400, query.get("error", "no such attempt"))
        nonce, verifier = attempt
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        tokens = ask(discovery["token_endpoint"], {"grant_type": "authorization_code", "code": query["code"],
                     "redirect_uri": BACK, "code_verifier": verifier}, basic)
        # It came from the token endpoint itself over TLS: its signature may be left (OpenID Connect Core, 3.1.3.7).
        payload = tokens["id_token"].split(".")[1]
        who = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        if who["iss"] != ISSUER or who["aud"] != CLIENT or who["nonce"] != nonce or who["exp"] < time.time():
            return self.send_error(400, "not our sign-in")
        profile = ask(ISSUER + "/api/v1/profile", None, "Bearer " + tokens["access_token"])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"who": who, "profile": profile}).encode())

    def log_message(self, *_):
        pass  # addresses carry codes: they belong into no log

server = http.server.HTTPServer(("localhost", 8085), Handler)
print("http://localhost:8085", flush=True)
server.serve_forever()
