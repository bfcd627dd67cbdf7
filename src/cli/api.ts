/** Where Yekbar is, and who calls it: a client with the scopes admin:read and admin:write. */
export interface Access {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type Call = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

/** What Yekbar refused, with every problem that it named. */
export class Refused extends Error {
  readonly problems: readonly string[];
  constructor(detail: string, problems: readonly string[]) {
    super(detail);
    this.problems = problems;
  }
}

const API = '/admin/api/v1';
/** What a system asks in its own name. */
export const OWN_API = '/api/v1';

/**
 * Gets a token by client credentials (RFC 6749 §4.4), and calls with it. A client that is none of the administration
 * but an agency's own program gets what is of that agency.
 * @throws Refused
 */
export async function connect(access: Access, scope: string, base = API): Promise<Call> {
  const asked = await tokenFor(access, scope);
  if ('token' in asked) return caller(access, asked.token, base);
  const own = scope.replaceAll('admin:', 'agency:');
  const asAgency = asked.error === 'invalid_scope' && own !== scope ? await tokenFor(access, own) : asked;
  if ('token' in asAgency) return caller(access, asAgency.token, `${base}/agency`);
  throw new Refused(`No access: ${asAgency.why}`, []);
}

type Answer = { readonly token: string } | { readonly error: string; readonly why: string };

async function tokenFor(access: Access, scope: string): Promise<Answer> {
  const answer = await fetch(`${access.url}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(access.clientId)}:${encodeURIComponent(access.clientSecret)}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}) }),
  });
  const { access_token: token, error, error_description: why } = await json(answer);
  return typeof token === 'string' ? { token } : { error: String(error), why: String(why ?? answer.status) };
}

function caller(access: Access, token: string, base: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(access.url + base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value = await json(answer);
    if (answer.ok) return value;
    const errors: { field?: string; detail?: string }[] = Array.isArray(value.errors) ? value.errors : [];
    throw new Refused(
      `${String(value.detail ?? answer.status)} (${String(value.code ?? '')} ${String(value.request_id ?? '')})`,
      errors.map(({ field, detail }) => `${field}: ${detail}`),
    );
  };
}

async function json(answer: Response): Promise<Record<string, unknown>> {
  const value: unknown = await answer.json().catch(() => ({}));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
