/**
 * A client that asks again and again for what does not change is told of events, and then limited for a while: openly,
 * by RateLimit headers (draft-ietf-httpapi-ratelimit-headers) on every answer. Counted in this process, by client,
 * person, subject and fields; it costs the release nothing.
 */
import { Fault } from '../errors.ts';
import type { Operation, System } from '../operation.ts';
import type { Octets } from '../profile/index.ts';
import { tokenStands } from './release.ts';
import type { ReleaseQuestion } from './statement.ts';

const WINDOW_MS = 600_000;
/** From this share of the limit on, the answer names the place where changes are told. */
const TELL_FROM = 0.5;
const MOST = 50_000;

interface Count {
  readonly etag: string;
  /** Versions of the values, where it had to be looked at them: fetched again, the same values have another ETag. */
  readonly values: string | undefined;
  readonly unchanged: number;
  readonly until: number;
}
interface Kept {
  readonly counts: Map<string, Count>;
  /** What a token was last used for: so that who is over the limit is refused before anything is released. */
  readonly tokens: Map<string, string>;
}
const kept = new WeakMap<System, Kept>();

function keptBy(system: System): Kept {
  const own = kept.get(system) ?? { counts: new Map(), tokens: new Map() };
  kept.set(system, own);
  return own;
}

function put<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > MOST ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

/** The same fields in another order are the same question. */
const asked = (fields: readonly string[] | null) => fields?.toSorted().join() ?? '';

const tokenKey = (token: Buffer, fields: readonly string[] | null) =>
  `${token.toString('base64')} ${asked(fields)}`;

/**
 * Whoever is over the limit is still told by the release itself, in its own words, that a token or a permission ended.
 * @throws release.asked_again {retryAfter}
 */
export async function refuseAskedAgain(
  op: Operation,
  { token, jkt, fields }: Pick<ReleaseQuestion, 'token' | 'jkt' | 'fields'>,
): Promise<void> {
  const limit = op.system.config.unchangedPolls;
  if (limit === 0) return;
  const { counts, tokens } = keptBy(op.system);
  const about = tokens.get(tokenKey(token, fields));
  const count = about === undefined ? undefined : counts.get(about);
  const now = op.at.getTime();
  if (!count || count.unchanged < limit || count.until <= now) return;
  if (!(await tokenStands(op, token, jkt))) return;
  throw new Fault('too_many', 'release.asked_again', {
    limit,
    retryAfter: Math.ceil((count.until - now) / 1000),
  });
}

/** Counts an answer. @returns the headers that say how many more unchanged ones there are */
export function countAnswer(
  op: Operation,
  answer: {
    readonly token: Buffer;
    readonly clientId: string;
    /** Who acts, as this client knows her. */
    readonly sub: string;
    readonly subjectId: string;
    readonly fields: readonly string[] | null;
    readonly etag: string;
    /** The fields as they are sent. */
    readonly said: Octets;
  },
): Readonly<Record<string, string>> {
  const { unchangedPolls: limit, issuer } = op.system.config;
  if (limit === 0) return {};
  const { counts, tokens } = keptBy(op.system);
  const about = [answer.clientId, answer.sub, answer.subjectId, asked(answer.fields)].join(' ');
  const now = op.at.getTime();
  const before = counts.get(about);
  const going = before !== undefined && before.until > now;
  const values = going && before.etag !== answer.etag ? valuesOf(answer.said) : before?.values;
  const same = going && (before.etag === answer.etag || before.values === values);
  const count: Count = same
    ? { etag: answer.etag, values, unchanged: before.unchanged + 1, until: before.until }
    : { etag: answer.etag, values, unchanged: 1, until: now + WINDOW_MS };
  put(counts, about, count);
  put(tokens, tokenKey(answer.token, answer.fields), about);
  const left = Math.max(0, limit - count.unchanged);
  return {
    'ratelimit-policy': `"unchanged";q=${limit};w=${WINDOW_MS / 1000}`,
    ratelimit: `"unchanged";r=${left};t=${Math.ceil((count.until - now) / 1000)}`,
    ...(count.unchanged >= limit * TELL_FROM
      ? { link: `<${issuer}/.well-known/ssf-configuration>; rel="monitor"` }
      : {}),
  };
}

const valuesOf = (said: Octets) => (said.match(/"v":"[\w-]{8,20}"/g) ?? []).join();

/** For a refused request: nothing is left until then. */
export function limitHeaders(op: Operation, fault: Fault): Readonly<Record<string, string>> {
  const { unchangedPolls: limit, issuer } = op.system.config;
  return {
    'ratelimit-policy': `"unchanged";q=${limit};w=${WINDOW_MS / 1000}`,
    ratelimit: `"unchanged";r=0;t=${fault.data.retryAfter}`,
    link: `<${issuer}/.well-known/ssf-configuration>; rel="monitor"`,
  };
}
