/** Signing out at the engine: one transaction for the session, what was issued in it and who is told of it. */
import { setTimeout } from 'node:timers/promises';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { findClient } from '../clients/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { findDelivery } from '../signals/index.ts';
import { contextHere, operationAt } from './context.ts';
import type { Engine } from './interaction.ts';
import type { Told } from './logout.ts';
import { afterEnd } from './sessions.ts';

const COOKIE = 'left';
const SECONDS = 300;
const MOST = 30;

/** The engine's session, with what its types leave out. */
interface EngineSession {
  readonly uid: string;
  readonly accountId?: string;
  readonly authorizations?: Record<string, { grantId?: string; sid?: string }>;
  readonly exp?: number;
  destroy(): Promise<void>;
  persist(): Promise<unknown>;
}

/** The engine destroys a session in one place: the sign-out. What belongs to it happens in the same transaction. */
export function endWithSession(
  engine: Pick<Engine, 'system' | 'artifacts'> & { hurry(): void },
  provider: Provider,
): void {
  const { system, artifacts, hurry } = engine;
  const { prototype } = provider.Session as unknown as { prototype: EngineSession };
  const { destroy, persist } = prototype;
  // A session that was never kept (a form that was posted without a cookie) fails the engine when it says no.
  prototype.persist = async function (this: EngineSession) {
    return typeof this.exp === 'number' ? persist.call(this) : undefined;
  };
  prototype.destroy = async function (this: EngineSession) {
    const { accountId } = this;
    if (!accountId) return destroy.call(this);
    const ctx = contextHere();
    const told = await atomically(operationAt(system, ctx), async op => {
      await artifacts.within(op, () => destroy.call(this));
      return afterEnd(op, this, accountId, { offlineStays: true });
    });
    if (told.some(({ signalId }) => signalId !== null)) hurry();
    if (ctx) rememberTold(ctx, told);
  };
}

/** For the page after sign-out: by then nobody is signed in who could be asked. Holds ids of systems only. */
function rememberTold(ctx: KoaContextWithOIDC, told: readonly Told[]): void {
  const list = told.slice(0, MOST).map(({ clientId, signalId }) => [clientId, signalId]);
  ctx.cookies.set(COOKIE, Buffer.from(JSON.stringify(list)).toString('base64url'), {
    path: '/session/end',
    maxAge: SECONDS * 1000,
    httpOnly: true,
    sameSite: 'lax',
    signed: true,
    secure: ctx.oidc.issuer.startsWith('https:'),
    overwrite: true,
  });
}

export interface ToldSystem {
  readonly name: string;
  readonly state: 'told' | 'on_the_way' | 'does_not_listen';
}

/** The page after sign-out waits a moment for those who answer at once, not for the others. */
const PATIENCE_MS = 800;
const STEP_MS = 100;

/** Which systems were told of the sign-out that this browser comes from. */
export async function toldSystems(op: Operation, ctx: KoaContextWithOIDC): Promise<ToldSystem[]> {
  for (let waited = 0; ; waited += STEP_MS) {
    const told = await readStates(op, ctx);
    if (waited >= PATIENCE_MS || told.every(({ state }) => state !== 'on_the_way')) return told;
    await setTimeout(STEP_MS);
  }
}

async function readStates(op: Operation, ctx: KoaContextWithOIDC): Promise<ToldSystem[]> {
  const told: ToldSystem[] = [];
  for (const [clientId, signalId] of readTold(ctx)) {
    const client = await findClient(op, clientId);
    if (!client) continue;
    const delivery = signalId === null ? undefined : await findDelivery(op, signalId);
    const state =
      signalId === null ? 'does_not_listen' : delivery?.state === 'delivered' ? 'told' : 'on_the_way';
    told.push({ name: client.name[op.lang], state });
  }
  return told;
}

function readTold(ctx: KoaContextWithOIDC): [string, string | null][] {
  const cookie = ctx.cookies.get(COOKIE, { signed: true });
  if (!cookie) return [];
  try {
    const list: unknown = JSON.parse(Buffer.from(cookie, 'base64url').toString());
    return Array.isArray(list) ? (list as [string, string | null][]) : [];
  } catch {
    return [];
  }
}

/** Names of the systems that a session was used for; signing out tells those that listen. */
export async function systemsOf(op: Operation, ctx: KoaContextWithOIDC): Promise<string[]> {
  const { authorizations = {} } = (ctx.oidc.session ?? {}) as Partial<EngineSession>;
  const names: string[] = [];
  for (const clientId of Object.keys(authorizations).slice(0, MOST)) {
    const client = await findClient(op, clientId);
    if (client) names.push(client.name[op.lang]);
  }
  return names;
}
