/** What is wrong with the settings of a client: names, addresses, how it proves itself. Its purposes are another matter. */
import type { ClientInput, Problem, ProblemCode, SecretInput } from './input.ts';
import { canDecrypt, encryptionAlgorithms, keySetProblem } from './key-set.ts';
import { redirectUriProblem } from './redirect-uri.ts';
import { bothProblems, textProblem } from './text-problems.ts';

export const authMethods = ['client_secret_basic', 'private_key_jwt'] as const;
/** What a client is held to; FAPI 2.0 is for clients that prove themselves with a key. */
export const securityProfiles = ['baseline', 'fapi2', 'fapi2-message-signing'] as const;
const MOST_URIS = 20;
/** So many may stand at once: one in use, one to come, and room for a mistake. */
export const MOST_SECRETS = 5;
const MOST_SECRET_DAYS = 730;

export function settingProblems(input: ClientInput): Problem[] {
  const sandbox = input.kind === 'sandbox';
  const problems: Problem[] = [
    ...bothProblems('name', input.name, 200),
    ...uriProblems('redirect_uris', input.redirectUris, sandbox),
    ...uriProblems('post_logout_redirect_uris', input.postLogoutRedirectUris, sandbox),
  ];
  const listens = input.backchannelLogoutUri
    ? redirectUriProblem(input.backchannelLogoutUri, sandbox)
    : undefined;
  if (listens) problems.push({ field: 'backchannel_logout_uri', code: listens });
  if (input.redirectUris.length === 0) problems.push({ field: 'redirect_uris', code: 'missing' });
  if (input.kind !== 'live' && input.kind !== 'sandbox') problems.push({ field: 'kind', code: 'unknown' });
  if (!authMethods.some(method => method === input.authMethod))
    problems.push({ field: 'auth_method', code: input.authMethod ? 'unknown' : 'missing' });
  problems.push(...keyProblems(input), ...secretsProblems(input));
  const held = profileProblem(input);
  if (held) problems.push({ field: 'security_profile', code: held });
  return problems;
}

/** Keys stand in the registration or at an address, not in both; encryption and devices need them. */
function keyProblems(input: ClientInput): Problem[] {
  const { jwks, jwksUri, encryption, deviceGrant } = input;
  const byKey = input.authMethod === 'private_key_jwt';
  const problems: Problem[] = [];
  const add = (field: string, code: ProblemCode | undefined) => {
    if (code) problems.push({ field, code });
  };
  const given = jwks !== undefined && jwks !== null && jwks !== '';
  if (byKey && !jwksUri) add('jwks', keySetProblem(jwks));
  if (jwksUri) add('jwks_uri', addressOfKeys(jwksUri, input.kind === 'sandbox', { byKey, given }));
  if (encryption) {
    if (!encryptionAlgorithms.some(one => one === encryption)) add('encryption', 'unknown');
    else if (!byKey || (!jwksUri && !canDecrypt(jwks, encryption))) add('encryption', 'needs_own_key');
  }
  if (deviceGrant && !(byKey && jwksUri)) add('device_grant', 'needs_published_keys');
  return [...problems, ...cibaProblems(input)];
}

function addressOfKeys(
  address: string,
  sandbox: boolean,
  { byKey, given }: { readonly byKey: boolean; readonly given: boolean },
): ProblemCode | undefined {
  if (!byKey) return 'needs_own_key';
  return given ? 'does_not_fit' : redirectUriProblem(address, sandbox);
}

/** Who is asked away from the browser is asked by a client whose keys are published; a ping goes to an address of it. */
function cibaProblems({
  ciba,
  cibaNotificationUri: address,
  kind,
  authMethod,
  jwksUri,
}: ClientInput): Problem[] {
  const field = 'ciba_notification_uri';
  if (!ciba) return address ? [{ field, code: 'does_not_fit' }] : [];
  if (ciba !== 'poll' && ciba !== 'ping') return [{ field: 'ciba', code: 'unknown' }];
  if (authMethod !== 'private_key_jwt' || !jwksUri) return [{ field: 'ciba', code: 'needs_published_keys' }];
  if (ciba === 'poll') return address ? [{ field, code: 'does_not_fit' }] : [];
  const code = redirectUriProblem(address ?? '', kind === 'sandbox');
  return code ? [{ field, code }] : [];
}

/** Secrets that are declared: each by a label of its own, and only of a client that has secrets. */
function secretsProblems({ secrets = [], authMethod }: ClientInput): Problem[] {
  if (secrets.length > 0 && authMethod !== 'client_secret_basic')
    return [{ field: 'secrets', code: 'does_not_fit' }];
  if (secrets.length > MOST_SECRETS) return [{ field: 'secrets', code: 'too_many' }];
  const labels = secrets.map(({ label }) => label.trim());
  return secrets.flatMap((secret, index): Problem[] => {
    const twice = labels.indexOf(secret.label.trim()) < index;
    const field = `secrets.${index}.`;
    return [
      ...secretProblems(secret, field),
      ...(twice ? [{ field: `${field}label`, code: 'duplicate' as const }] : []),
    ];
  });
}

/** What is wrong with one secret that is asked for. @param prefix of the field names */
export function secretProblems({ label, days }: SecretInput, prefix = ''): Problem[] {
  const known = days === undefined || (Number.isInteger(days) && days >= 1 && days <= MOST_SECRET_DAYS);
  return [
    ...textProblem(`${prefix}label`, label, 60, true),
    ...(known ? [] : [{ field: `${prefix}days`, code: 'out_of_range' as const }]),
  ];
}

function profileProblem({ securityProfile, authMethod }: ClientInput): ProblemCode | undefined {
  if (!securityProfile || securityProfile === 'baseline') return undefined;
  if (!securityProfiles.some(profile => profile === securityProfile)) return 'unknown';
  return authMethod === 'private_key_jwt' ? undefined : 'needs_own_key';
}

function uriProblems(field: string, uris: readonly string[], sandbox: boolean): Problem[] {
  if (uris.length > MOST_URIS) return [{ field, code: 'too_many' }];
  return uris.flatMap((uri, index): Problem[] => {
    const code = redirectUriProblem(uri, sandbox) ?? (uris.indexOf(uri) < index ? 'duplicate' : undefined);
    return code ? [{ field: `${field}.${index}`, code }] : [];
  });
}
