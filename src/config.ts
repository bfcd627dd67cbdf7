import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  holdsRoot,
  isDirectory,
  isNetwork,
  openLines,
  parseContracts,
  parseSigningKeys,
  type RegistryContract,
  type RegistryTls,
  readTls,
  type SigningKey,
} from './contracts.ts';

/** What the process is told from outside. Read once, frozen; secrets stand apart and are never logged. */
export interface Config {
  readonly production: boolean;
  readonly demo: boolean;
  readonly issuer: string;
  readonly port: number;
  readonly dataDir: string;
  /** PostgreSQL; without it the embedded database in dataDir serves. */
  readonly databaseUrl: string | undefined;
  readonly poolSize: number;
  /** How many proxies stand before us; 0: forwarded headers mean nothing. */
  readonly trustProxy: number;
  /** Base addresses of the base registries; 'invented' runs the demo's invented country in this process. */
  readonly registries: 'invented' | Readonly<Record<string, string>>;
  /** What is agreed with the custodians on how often each registry may be asked, by key; "*": all others. */
  readonly contracts: Readonly<Record<string, Partial<RegistryContract>>>;
  /** Where text messages and mail leave; 'outbox' shows them at /demo/outbox and sends nothing. */
  readonly messages: 'outbox' | MessageRoutes;
  /** How the proxy hands over the certificates that people prove themselves with; undefined: nobody does so. */
  readonly certificates: CertificateRoute | undefined;
  /** How often a client may ask for the same unchanged answer within ten minutes; 0: as often as it likes. */
  readonly unchangedPolls: number;
  readonly logLevel: string;
  readonly secrets: Secrets;
}

export interface MessageRoutes {
  /** HTTPS address of the SMS gateway, and its bearer token. */
  readonly smsUrl: string;
  readonly smsToken: string;
  /** smtp(s)://user:password@host, and the sender's address; without them no mail is sent. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
}

export interface CertificateRoute {
  /** Name of the header in which the proxy hands over the certificate of the TLS client, in lower case. */
  readonly header: string;
  /** Addresses and networks of the proxies: from anybody else the header means nothing. */
  readonly from: readonly string[];
  /** A file of certificates (PEM): the self-signed ones are trusted, the others stand between. Read again when it changes. */
  readonly authorities: string;
  /** A directory of revocation lists (PEM or DER). Read again when they change. */
  readonly lists: string;
}

export interface Secrets {
  /** Sign questions to registries that want it, by registry. */
  readonly registryKeys: Readonly<Record<string, SigningKey>>;
  /** How both sides prove themselves on the line, by registry. */
  readonly registryTls: Readonly<Record<string, RegistryTls>>;
  /** 32 bytes: wraps the key of every subject; the keys for lookups, artifacts and pairwise ids derive from it. */
  readonly masterKey: Buffer;
  /** Sign cookies, newest first, at least two. */
  readonly cookieKeys: readonly string[];
}

export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Yekbar does not start:\n${problems.map(problem => `- ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** No secret lies beside the program where it counts. */
const SEALED = 'REGISTRY_KEYS and REGISTRY_TLS are for trying out: use npm run registries -- set-secret.';

/** A word that is nearly right would be taken for another, and what it should keep away would come in. */
const forms: readonly (readonly [name: string, form: RegExp, problem: string])[] = [
  ['NODE_ENV', /^(production|development|test|)$/, 'NODE_ENV must be production, development or test.'],
  ['LOG_LEVEL', /^(fatal|error|warn|info|debug|trace|silent|)$/, 'LOG_LEVEL must be info, or another level.'],
  ['DATABASE_URL', /^(postgres(ql)?:\/\/\S+|)$/, 'DATABASE_URL must be an address like postgres://…'],
  ['SMTP_URL', /^(smtps?:\/\/\S+|)$/, 'SMTP_URL must be an address like smtps://…'],
];

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. The only place that does.
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Env = process.env): Config {
  const problems = forms.flatMap(([name, form, said]) => (form.test(env[name] ?? '') ? [] : [said]));
  const production = env.NODE_ENV === 'production';
  const databaseUrl = env.DATABASE_URL || undefined;
  const demo = flag(env.DEMO, !databaseUrl && !production);
  const port = integer('PORT', env.PORT, 3000, 1, 65535, problems);
  const issuer = (env.ISSUER || `http://localhost:${port}`).replace(/\/+$/, '');
  const dataDir = dataDirOf(env);
  const registries = readRegistries(env.REGISTRIES, demo, problems);
  const trustProxy = integer('TRUST_PROXY', env.TRUST_PROXY, 0, 0, 16, problems);

  checkIssuer(issuer, production, problems);
  if (production && demo) problems.push('DEMO is on: the demo has known passwords. Unset DEMO.');
  if (production && !databaseUrl)
    problems.push('DATABASE_URL is missing: the embedded database is for trying out.');
  if (production && (registries === 'invented' || Object.keys(registries).length === 0))
    problems.push('REGISTRIES is missing: a JSON object with the address of each base registry.');
  if (production && registries !== 'invented') problems.push(...openLines(registries));
  if (production && (env.REGISTRY_KEYS || env.REGISTRY_TLS)) problems.push(SEALED);

  const config: Config = {
    production,
    demo,
    issuer,
    port,
    dataDir,
    databaseUrl,
    poolSize: integer('POOL_SIZE', env.POOL_SIZE, 10, 1, 500, problems),
    trustProxy,
    registries,
    contracts: read(parseContracts, env.REGISTRY_CONTRACTS, problems),
    messages: readMessageRoutes(env, demo, production, problems),
    certificates: readCertificateRoute(env, trustProxy, problems),
    unchangedPolls: integer('UNCHANGED_POLLS', env.UNCHANGED_POLLS, 20, 0, 100_000, problems),
    logLevel: env.LOG_LEVEL || 'info',
    secrets: readSecrets(env, production, dataDir, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function flag(text: string | undefined, otherwise: boolean): boolean {
  return text === undefined || text === '' ? otherwise : /^(1|true|yes|on)$/i.test(text);
}

function integer(
  name: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
  problems: string[],
): number {
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  problems.push(`${name} must be a whole number from ${least} to ${most}.`);
  return otherwise;
}

function checkIssuer(issuer: string, production: boolean, problems: string[]): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url || url.origin !== issuer || !/^https?:$/.test(url.protocol))
    problems.push(
      'ISSUER must be an address like https://yekbar.example, in lower case, without user, path, query or the port 443.',
    );
  else if (production && url.protocol !== 'https:') problems.push('ISSUER must be https.');
}

function readRegistries(text: string | undefined, demo: boolean, problems: string[]): Config['registries'] {
  if (!text) return demo ? 'invented' : {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, string>;
  } catch {
    // reported below, together with the other shapes that are not an object
  }
  problems.push('REGISTRIES must be a JSON object: {"civil": "https://…", …}.');
  return {};
}

function readMessageRoutes(
  env: Env,
  demo: boolean,
  production: boolean,
  problems: string[],
): Config['messages'] {
  if (demo || (!production && !env.SMS_URL)) return 'outbox';
  const smsUrl = env.SMS_URL ?? '';
  if (!URL.canParse(smsUrl) || !(smsUrl.startsWith('https:') || !production))
    problems.push('SMS_URL is missing: the https address of the SMS gateway.');
  if (!env.SMS_TOKEN) problems.push('SMS_TOKEN is missing: the bearer token of the SMS gateway.');
  if (Boolean(env.SMTP_URL) !== Boolean(env.MAIL_FROM)) problems.push('SMTP_URL and MAIL_FROM go together.');
  return {
    smsUrl,
    smsToken: env.SMS_TOKEN ?? '',
    smtpUrl: env.SMTP_URL && production ? overTls(env.SMTP_URL) : env.SMTP_URL || undefined,
    mailFrom: env.MAIL_FROM || undefined,
  };
}

/** Codes and names stand in mail: it leaves encrypted, or not at all. */
function overTls(url: string): string {
  return url.startsWith('smtps:') ? url : `${url}${url.includes('?') ? '&' : '?'}requireTLS=true`;
}

/** All four together or none: half a way would be a way that lets in, or one that never works. */
function readCertificateRoute(env: Env, trustProxy: number, problems: string[]): Config['certificates'] {
  const {
    CLIENT_CERT_HEADER: header = '',
    CLIENT_CERT_FROM: from = '',
    CLIENT_CERT_AUTHORITIES: authorities = '',
    CLIENT_CERT_LISTS: lists = '',
  } = env;
  if (!header && !from && !authorities && !lists) return undefined;
  const proxies = from.split(/[\s,]+/).filter(Boolean);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(header))
    problems.push('CLIENT_CERT_HEADER must be the name of the header that the proxy sets, like Client-Cert.');
  if (trustProxy === 0)
    problems.push('CLIENT_CERT_HEADER needs a proxy: TRUST_PROXY says how many stand before this program.');
  if (proxies.length === 0 || !proxies.every(isNetwork))
    problems.push('CLIENT_CERT_FROM must name the addresses of the proxy, like 10.0.0.5 or 10.0.1.0/24.');
  if (!holdsRoot(authorities))
    problems.push('CLIENT_CERT_AUTHORITIES must be a file of PEM certificates with at least one root.');
  if (!isDirectory(lists))
    problems.push('CLIENT_CERT_LISTS must be a directory with the revocation lists of the authorities.');
  return {
    header: header.toLowerCase(),
    from: proxies,
    authorities: resolve(authorities),
    lists: resolve(lists),
  };
}

function readSecrets(env: Env, production: boolean, dataDir: string, problems: string[]): Secrets {
  const given = { masterKey: env.MASTER_KEY, cookieKeys: env.COOKIE_KEYS };
  const texts =
    production || (given.masterKey && given.cookieKeys)
      ? given
      : { ...ownSecrets(dataDir), ...defined(given) };
  const masterKey = Buffer.from(texts.masterKey ?? '', 'base64');
  const cookieKeys = (texts.cookieKeys ?? '').split(',').filter(Boolean);
  if (masterKey.length !== 32 || masterKey.every(byte => byte === 0))
    problems.push('MASTER_KEY is missing or not 32 random bytes in base64.');
  if (new Set(cookieKeys).size < 2 || cookieKeys.some(key => key.length < 32))
    problems.push(
      'COOKIE_KEYS is missing: at least two different ones, newest first, comma-separated, 32 characters or more each.',
    );
  const registryKeys = read(parseSigningKeys, env.REGISTRY_KEYS, problems);
  return { masterKey, cookieKeys, registryKeys, registryTls: read(readTls, env.REGISTRY_TLS, problems) };
}

/** What a parser makes of a variable, or of nothing; what it says against it is a problem. */
function read<T>(
  parse: (text: string) => Readonly<Record<string, T>>,
  text: string | undefined,
  problems: string[],
): Readonly<Record<string, T>> {
  try {
    return parse(text || '{}');
  } catch (error) {
    problems.push((error as Error).message);
    return {};
  }
}

function defined(texts: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

const dataDirOf = (env: Env): string => resolve(env.DATA_DIR || '.data');

/** Outside production the program makes its own secrets on the first start and keeps them beside its data. */
function ownSecrets(dataDir: string): { masterKey: string; cookieKeys: string } {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = {
    masterKey: randomBytes(32).toString('base64'),
    cookieKeys: [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')].join(','),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  return made;
}

/** Where the command line finds Yekbar, and as whom it calls. What is missing it says itself. */
export function readAccess(env: NodeJS.ProcessEnv = process.env) {
  return {
    url: env.YEKBAR_URL ?? '',
    clientId: env.YEKBAR_CLIENT_ID ?? '',
    clientSecret: env.YEKBAR_CLIENT_SECRET ?? '',
  };
}
