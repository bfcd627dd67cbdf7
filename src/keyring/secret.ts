import { X509Certificate } from 'node:crypto';
import { record } from '../audit/index.ts';
import { parseSecret, type SecretKind } from '../contracts.ts';
import { seal, unseal } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { findRegistry } from '../registries/index.ts';
import { deleteSecrets, type SecretRow, selectSecrets, upsertSecret } from './store.ts';

/** Which registry and what, so that a row that is moved to another place does not open there. */
const contextOf = ({ registry, kind }: Pick<SecretRow, 'registry' | 'kind'>) =>
  `registry ${registry} ${kind}`;

export function openSecret(op: Operation, row: SecretRow): string {
  return unseal(op.system.keys.registry, row.sealed, contextOf(row)).toString();
}

/**
 * Keeps a secret of one registry in the place of the former of its kind.
 * @param text as `parseSecret` reads it
 * @throws Error that says what is wrong, and nothing of the secret
 */
export async function setSecret(op: Operation, registry: string, text: string): Promise<SecretKind> {
  mustExist(registry);
  const { kind } = parseSecret(text);
  const sealed = seal(op.system.keys.registry, text, contextOf({ registry, kind }));
  await atomically(op, async op => {
    await upsertSecret(op, { registry, kind, sealed, set_at: op.at });
    await record(op, { kind: 'registries.secret_set', data: { registry, secret: kind } });
  });
  return kind;
}

/** Every secret of one registry is gone. @returns how many there were */
export function endSecrets(op: Operation, registry: string): Promise<number> {
  mustExist(registry);
  return atomically(op, async op => {
    const ended = await deleteSecrets(op, registry);
    if (ended > 0) await record(op, { kind: 'registries.secret_ended', data: { registry } });
    return ended;
  });
}

/** What there is, without what it is: the name of a key, the end of a certificate. */
export async function describeSecrets(op: Operation): Promise<string[]> {
  const rows = await selectSecrets(op);
  if (rows.length === 0) return ['No secrets of registries are kept.'];
  return rows.map(row => {
    const { kind, secrets } = parseSecret(openSecret(op, row));
    const pem = secrets.tls?.certificate ?? secrets.tls?.authority;
    const more = pem
      ? `good until ${new X509Certificate(pem).validToDate.toISOString()}`
      : secrets.signing?.id;
    return `${row.registry}: ${kind}, ${more}, set ${row.set_at.toISOString()}`;
  });
}

function mustExist(registry: string): void {
  if (!findRegistry(registry)) throw new Error(`${registry} is none of the 27 base registries.`);
}
