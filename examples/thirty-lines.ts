import express from 'express';
import * as oidc from 'openid-client';

const issuer = process.env.ISSUER ?? 'http://localhost:3000';
const redirect_uri = 'http://localhost:8085/callback';
const proof = oidc.ClientSecretBasic('demo-basic-secret');
const localhost = { execute: [oidc.allowInsecureRequests] }; // leave this out where the issuer is https
const config = await oidc.discovery(new URL(issuer), 'demo-basic', undefined, proof, localhost);

const app = express();

app.get('/', async (_req, res) => {
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const code_challenge = await oidc.calculatePKCECodeChallenge(verifier);
  const scope = 'openid business_profile'; // the fields of the purpose, besides who it is
  const asked = { redirect_uri, scope, purpose: 'vat-registration', state, nonce };
  res.cookie('attempt', `${state}|${nonce}|${verifier}`, { httpOnly: true, sameSite: 'lax' });
  const pkce = { code_challenge, code_challenge_method: 'S256' };
  res.redirect(oidc.buildAuthorizationUrl(config, { ...asked, ...pkce }).href);
});

app.get('/callback', async (req, res) => {
  const attempt = decodeURIComponent(/attempt=([^;]*)/.exec(req.get('cookie') ?? '')?.[1] ?? '');
  const [expectedState = '', expectedNonce = '', pkceCodeVerifier = ''] = attempt.split('|');
  const checks = { expectedState, expectedNonce, pkceCodeVerifier };
  const tokens = await oidc.authorizationCodeGrant(config, new URL(req.url, redirect_uri), checks);
  const address = new URL(`${issuer}/api/v1/profile`);
  const answer = await oidc.fetchProtectedResource(config, tokens.access_token, address, 'GET');
  res.json({ who: tokens.claims(), profile: await answer.json() });
});

app.listen(8085, () => console.log('http://localhost:8085'));
