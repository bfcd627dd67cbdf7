<?php
// PHP 8 with openssl: php -S localhost:8085 sign-in.php, then open http://localhost:8085/
$issuer = getenv('ISSUER') ?: 'http://localhost:3000';
[$client, $secret, $back] = ['demo-basic', 'demo-basic-secret', 'http://localhost:8085/callback'];
session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);

function b64(string $bytes): string {
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}
function ask(string $address, array $headers = [], ?array $form = null): array {
    $options = ['method' => $form ? 'POST' : 'GET', 'header' => $headers, 'ignore_errors' => true];
    if ($form) {
        $options['header'][] = 'Content-Type: application/x-www-form-urlencoded';
        $options['content'] = http_build_query($form);
    }
    return json_decode(file_get_contents($address, false, stream_context_create(['http' => $options])), true);
}

$discovery = ask("$issuer/.well-known/openid-configuration");
if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) !== '/callback') {
    [$state, $nonce, $verifier] = [b64(random_bytes(32)), b64(random_bytes(32)), b64(random_bytes(32))];
    $_SESSION['attempt'] = [$state, $nonce, $verifier];
    $asked = ['client_id' => $client, 'redirect_uri' => $back, 'response_type' => 'code',
        'scope' => 'openid business_profile', 'purpose' => 'vat-registration', 'state' => $state, 'nonce' => $nonce,
        'code_challenge_method' => 'S256', 'code_challenge' => b64(hash('sha256', $verifier, true))];
    header('Location: ' . $discovery['authorization_endpoint'] . '?' . http_build_query($asked), true, 303);
    exit;
}
[$state, $nonce, $verifier] = $_SESSION['attempt'] ?? ['', '', ''];
unset($_SESSION['attempt']);
if ($state === '' || !hash_equals($state, $_GET['state'] ?? '') || ($_GET['iss'] ?? '') !== $issuer) {
    http_response_code(400);
    exit('no such attempt');
}
$tokens = ask($discovery['token_endpoint'], ['Authorization: Basic ' . base64_encode("$client:$secret")], [
    'grant_type' => 'authorization_code', 'code' => $_GET['code'] ?? '', 'redirect_uri' => $back, 'code_verifier' => $verifier]);
// It came from the token endpoint itself over TLS: its signature may be left (OpenID Connect Core, 3.1.3.7).
$who = json_decode(base64_decode(strtr(explode('.', $tokens['id_token'] ?? '..')[1], '-_', '+/')), true);
if (!$who || $who['iss'] !== $issuer || $who['aud'] !== $client || $who['nonce'] !== $nonce || $who['exp'] < time()) {
    http_response_code(400);
    exit('not our sign-in');
}
$profile = ask("$issuer/api/v1/profile", ['Authorization: Bearer ' . $tokens['access_token']]);
header('Content-Type: application/json');
echo json_encode(['who' => $who, 'profile' => $profile], JSON_UNESCAPED_UNICODE);
