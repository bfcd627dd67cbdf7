import type { RecordEntry } from '../../views/me/data.ts';
import { findClient } from '../clients/index.ts';
import { isCurrent, listConsents } from '../consent/index.ts';
import { listFactors } from '../factors/index.ts';
import { accountSince, getPerson, type PersonState } from '../identity/index.ts';
import { recordOf, type SessionSeen } from '../me/index.ts';
import type { Operation } from '../operation.ts';
import type { View } from './view.ts';

/** Where a person is signed in; the engine's, handed in by app.ts. */
export type SessionsOf = (op: Operation, personId: string) => Promise<readonly SessionSeen[]>;

/** What the support sees: states, moments and systems. */
export interface Seen {
  readonly account?: Account;
  readonly permissions?: Permissions;
  readonly record?: readonly RecordEntry[];
}

interface Account {
  readonly state: PersonState;
  readonly since: Date | undefined;
  readonly passkeys: number;
  readonly totp: boolean;
  readonly sessions: readonly { readonly signedInAt: Date; readonly systems: readonly string[] }[];
}

type Permissions = readonly {
  readonly system: string;
  readonly givenAt: Date;
  readonly until: Date;
  readonly stands: boolean;
}[];

const MOST = 50;

export async function seenThrough(op: Operation, view: View, sessionsOf: SessionsOf): Promise<Seen> {
  const { personId, parts } = view;
  return {
    ...(parts.includes('account') ? { account: await accountOf(op, personId, sessionsOf) } : {}),
    ...(parts.includes('permissions') ? { permissions: await permissionsOf(op, personId) } : {}),
    ...(parts.includes('record') ? { record: await recordOf(op, personId, MOST) } : {}),
  };
}

async function accountOf(op: Operation, personId: string, sessionsOf: SessionsOf): Promise<Account> {
  const factors = await listFactors(op, personId);
  const sessions = [];
  for (const { signedInAt, clientIds } of await sessionsOf(op, personId))
    sessions.push({ signedInAt, systems: await Promise.all(clientIds.map(id => nameOf(op, id))) });
  return {
    state: (await getPerson(op, personId)).state,
    since: (await accountSince(op, personId)).account,
    passkeys: factors.passkeys.length,
    totp: factors.totp !== undefined,
    sessions,
  };
}

async function permissionsOf(op: Operation, personId: string): Promise<Permissions> {
  const list = [];
  for (const consent of await listConsents(op, { personId, limit: MOST }))
    list.push({
      system: await nameOf(op, consent.clientId),
      givenAt: consent.givenAt,
      until: consent.endedAt ?? consent.expiresAt,
      stands: isCurrent(consent, op.at),
    });
  return list;
}

async function nameOf(op: Operation, clientId: string): Promise<string> {
  return (await findClient(op, clientId))?.name[op.lang] ?? clientId;
}
