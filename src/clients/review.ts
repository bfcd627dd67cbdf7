import type { Operation } from '../operation.ts';
import type { Approval, Basis, Client, Level, Purpose } from './client.ts';
import type { PurposeInput } from './input.ts';
import { type Finding, lintPurpose, type Sister } from './lint.ts';
import * as store from './store.ts';

/** What the machine says of one purpose that waits. */
export interface Review {
  readonly purpose: Purpose;
  readonly findings: readonly Finding[];
}

/** Many agencies have a handful of clients; a look at more would say nothing new. */
const MOST_SISTERS = 100;

/** What the lint says of what an approval would bring into force. */
export async function reviewApproval(op: Operation, approval: Approval): Promise<Review[]> {
  const client = await store.selectClient(op, approval.clientId);
  if (!client) return [];
  if (approval.change || approval.step) return [];
  const purposes = await store.selectPurposes(op, client.id);
  const waiting = purposes.filter(({ id, state }) =>
    approval.purposeId === null
      ? state === 'pending' || approval.decision !== null
      : id === approval.purposeId,
  );
  const sisters = await sistersOf(op, client);
  return waiting.map(purpose => ({ purpose, findings: lintPurpose(purpose, sisters) }));
}

/** What the lint says of what is in force. */
export async function reviewClient(op: Operation, client: Client): Promise<Review[]> {
  const purposes = await store.selectPurposes(op, client.id);
  const sisters = await sistersOf(op, client);
  return purposes
    .filter(({ state }) => state === 'active')
    .map(purpose => ({ purpose, findings: lintPurpose(purpose, sisters) }));
}

/** What the lint would say of a version that is not sent yet. */
export async function lintInput(op: Operation, client: Client, input: PurposeInput): Promise<Finding[]> {
  const asked = { ...input, basis: input.basis as Basis, level: input.level as Level };
  return lintPurpose(asked, await sistersOf(op, client));
}

async function sistersOf(op: Operation, client: Client): Promise<Sister[]> {
  if (!client.agency) return [];
  const clients = await store.selectClients(op, {
    agencyId: client.agency.id,
    states: ['active'],
    limit: MOST_SISTERS,
  });
  const sisters = await Promise.all(
    clients
      .filter(({ id }) => id !== client.id)
      .map(async ({ id }) =>
        (await store.selectPurposes(op, id))
          .filter(({ state }) => state === 'active')
          .map(({ fields }): Sister => ({ clientId: id, fields })),
      ),
  );
  return sisters.flat();
}

export function hasFault(reviews: readonly Review[]): boolean {
  return reviews.some(({ findings }) => findings.some(({ weight }) => weight === 'fault'));
}
