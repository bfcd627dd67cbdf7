import { createHash, randomBytes } from 'node:crypto';
import { acrOf, type Level } from '../factors/index.ts';
import { OWN_CALLBACK, OWN_CLIENT } from './client-adapter.ts';

/** A path of ours to go on to; anything that could lead elsewhere is the front page. */
export function localPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return '/';
  const url = new URL(text, 'http://local.invalid');
  // "/..//elsewhere" is read as the path "//elsewhere", which a browser takes for another house.
  if (url.host !== 'local.invalid' || /^\/(\/|sign-in)/.test(url.pathname)) return '/';
  return url.pathname + url.search;
}

/**
 * Starts a sign-in for the pages of Yekbar themselves. The code is never redeemed: the session is what counts.
 * @param fresh asks for the proof again, also of who has a session; `level` is demanded
 */
export function ownAuthorization(
  issuer: string,
  to: string,
  { uiLocales, fresh, level }: { uiLocales: string; fresh: boolean; level: Level | undefined },
): string {
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
  const params = new URLSearchParams({
    client_id: OWN_CLIENT,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: issuer + OWN_CALLBACK,
    state: Buffer.from(to).toString('base64url'),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ui_locales: uiLocales,
    ...(fresh ? { prompt: 'login' } : {}),
    ...(level
      ? { claims: JSON.stringify({ id_token: { acr: { essential: true, value: acrOf(level) } } }) }
      : {}),
  });
  return `/auth?${params}`;
}

export function pathFromState(state: unknown): string {
  return localPath(typeof state === 'string' ? Buffer.from(state, 'base64url').toString() : undefined);
}
