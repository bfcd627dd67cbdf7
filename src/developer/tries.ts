/** What the pages for developers show as commands: each is what a test of ours sends, so none is made up. */

/** One call of the sandbox, as JSON; `act` names its sentence in the words of the page. */
interface Try {
  readonly act: 'registries' | 'offices' | 'withdrawals' | 'later' | 'tokens' | 'keys' | 'mend' | 'list';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Readonly<Record<string, string | number>> | undefined;
}

const post = (act: Try['act'], body: NonNullable<Try['body']>): Try => ({
  act,
  method: 'POST',
  path: `/api/v1/sandbox/${act}`,
  body,
});

/** Time, faults and ends on demand. The order is that of the page. */
const tries: readonly Try[] = [
  post('registries', { registry: 'tax', how: 'down', seconds: 60 }),
  post('withdrawals', { person: 'sara' }),
  post('later', { person: 'sara', days: 400 }),
  post('offices', { person: 'sara', company: 'arvand', seconds: 60 }),
  post('tokens', { person: 'sara' }),
  post('keys', {}),
  post('mend', {}),
  { act: 'list', method: 'GET', path: '/api/v1/sandbox', body: undefined },
];

/** What somebody who has nothing yet sends to have a client of the sandbox at once (RFC 7591). */
const ownClient = {
  redirect_uris: ['http://localhost:8085/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
  scope: 'openid profile',
  grant_types: ['authorization_code', 'client_credentials'],
} as const;

/** To be typed in a shell as they stand. */
export interface Commands {
  readonly registration: string;
  /** A token of the system itself: by it all of the sandbox is asked. */
  readonly token: string;
  readonly tries: readonly { readonly act: Try['act']; readonly text: string }[];
  readonly shell: string;
}

export function commandsFor(issuer: string, registrationToken: string): Commands {
  return {
    registration: `curl -sS ${issuer}/reg \\
  -H 'Authorization: Bearer ${registrationToken}' -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(ownClient)}'`,
    token: `token=$(curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" ${issuer}/token \\
  -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    tries: tries.map(one => ({ act: one.act, text: tryCommand(issuer, one) })),
    shell: `export YEKBAR_URL=${issuer} YEKBAR_CLIENT_ID=… YEKBAR_CLIENT_SECRET=…
npx yekbar calls
npx yekbar check https://your-system.example/sign-in
npx yekbar export > clients.json
npx yekbar diff clients.json
npx yekbar apply clients.json`,
  };
}

function tryCommand(issuer: string, { method, path, body }: Try): string {
  const head = `curl -sS ${issuer}${path} -H "Authorization: Bearer $token"`;
  if (method === 'GET') return head;
  return `${head} \\
  -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
}
