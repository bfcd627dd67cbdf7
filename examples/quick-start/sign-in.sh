#!/bin/sh
# curl and openssl: prints an address to open; paste the address that you come back to.
set -eu
issuer="${ISSUER:-http://localhost:3000}"
client=demo-basic secret=demo-basic-secret
back=http://localhost:8085/callback
value() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
discovery=$(curl -fsS "$issuer/.well-known/openid-configuration")
authorize=$(printf %s "$discovery" | value authorization_endpoint)
token=$(printf %s "$discovery" | value token_endpoint)
state=$(openssl rand -hex 16) nonce=$(openssl rand -hex 16) verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')
echo "$authorize?client_id=$client&redirect_uri=$back&response_type=code&scope=openid%20business_profile&purpose=vat-registration&state=$state&nonce=$nonce&code_challenge=$challenge&code_challenge_method=S256"
read -r address
case "$address" in *"state=$state"*) ;; *) echo "another state" >&2; exit 1 ;; esac
code=$(printf %s "$address" | sed -n 's/.*[?&]code=\([^&]*\).*/\1/p')
access=$(curl -fsS -u "$client:$secret" "$token" -d grant_type=authorization_code \
  -d code="$code" -d redirect_uri="$back" -d code_verifier="$verifier" | value access_token)
curl -fsS -H "Authorization: Bearer $access" "$issuer/api/v1/profile"
