import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** The rules of WebAuthn as we want them: the user is always verified, keys are kept in the authenticator. Pure. */
export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** Where passkeys of ours are valid: the host of the issuer. */
export interface Site {
  readonly id: string;
  readonly origin: string;
}

/** Loaded with the first passkey: with what it brings along it takes as much memory as the engine. */
const library = () => import('@simplewebauthn/server');

export function siteOf(issuer: string): Site {
  const { hostname, origin } = new URL(issuer);
  return { id: hostname, origin };
}

export interface KnownKey {
  readonly credentialId: Buffer;
  readonly transports: readonly string[];
}

/** What is kept of a passkey that was made. */
export interface NewKey {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly deviceType: 'single_device' | 'multi_device';
  readonly backedUp: boolean;
  readonly hardwareBound: boolean;
}

const TIMEOUT = 120_000;
/** EdDSA, ES256, RS256: what authenticators have, by their COSE numbers. */
const ALGORITHMS = [-8, -7, -257];
const MOST_TRANSPORTS = 8;

export async function creationOptions(
  site: Site,
  challenge: Buffer,
  user: { readonly handle: Buffer; readonly name: string },
  known: readonly KnownKey[],
): Promise<CreationOptions> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: 'Yekbar',
    rpID: site.id,
    userID: new Uint8Array(user.handle),
    userName: user.name,
    userDisplayName: user.name,
    challenge: new Uint8Array(challenge),
    timeout: TIMEOUT,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** @param known undefined: whichever passkey the person has; the authenticator says whose it is */
export async function requestOptions(
  site: Site,
  challenge: Buffer,
  known: readonly KnownKey[] | undefined,
): Promise<RequestOptions> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: site.id,
    challenge: new Uint8Array(challenge),
    timeout: TIMEOUT,
    userVerification: 'required',
    ...(known ? { allowCredentials: known.map(described) } : {}),
  });
}

function described({ credentialId, transports }: KnownKey) {
  return { id: credentialId.toString('base64url'), transports: [...transports] };
}

/** The answer of a browser, as far as it must be understood before it is verified; undefined when it is not one. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>;
  readonly credentialId: Buffer;
  readonly challenge: Buffer;
  readonly userHandle: Buffer | undefined;
}

export function readAnswer(text: string): Answer | undefined {
  const json = parseObject(text);
  const response = json && asObject(json.response);
  const client = typeof response?.clientDataJSON === 'string' && decoded(response.clientDataJSON);
  const challenge = client ? client.challenge : undefined;
  if (!json || !response || typeof json.id !== 'string' || typeof challenge !== 'string') return undefined;
  const { userHandle } = response;
  return {
    json,
    credentialId: Buffer.from(json.id, 'base64url'),
    challenge: Buffer.from(challenge, 'base64url'),
    userHandle: typeof userHandle === 'string' ? Buffer.from(userHandle, 'base64url') : undefined,
  };
}

function decoded(text: string): Record<string, unknown> | undefined {
  return parseObject(Buffer.from(text, 'base64url').toString());
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** undefined when anything about the new key is not as it must be. */
export async function verifyCreation(site: Site, answer: Answer): Promise<NewKey | undefined> {
  const { verifyRegistrationResponse } = await library();
  const verified = await verifyRegistrationResponse({
    response: answer.json as unknown as RegistrationResponseJSON,
    expectedChallenge: answer.challenge.toString('base64url'),
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  const single = credentialDeviceType === 'singleDevice';
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).filter(isTransport).slice(0, MOST_TRANSPORTS),
    aaguid,
    deviceType: single ? 'single_device' : 'multi_device',
    backedUp: credentialBackedUp,
    hardwareBound: single && !credentialBackedUp,
  };
}

function isTransport(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z-]{2,16}$/.test(value);
}

/** undefined when the signature, the site, the user's verification or the counter is not as it must be. */
export async function verifyAssertion(
  site: Site,
  answer: Answer,
  key: { readonly publicKey: Buffer; readonly counter: number },
): Promise<{ counter: number; backedUp: boolean; deviceType: NewKey['deviceType'] } | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const verified = await verifyAuthenticationResponse({
    response: answer.json as unknown as AuthenticationResponseJSON,
    expectedChallenge: answer.challenge.toString('base64url'),
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: {
      id: answer.credentialId.toString('base64url'),
      publicKey: new Uint8Array(key.publicKey),
      counter: key.counter,
    },
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  const { newCounter, credentialBackedUp, credentialDeviceType } = verified.authenticationInfo;
  return {
    counter: newCounter,
    backedUp: credentialBackedUp,
    deviceType: credentialDeviceType === 'singleDevice' ? 'single_device' : 'multi_device',
  };
}
