import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret, seedClient } from '../../src/clients/index.ts';
import { claimsOf } from '../../src/events/token.ts';
import type { Change } from '../../src/signals/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
  for (const id of ['tax', 'customs'])
    await seedClient(it.op(), {
      id,
      kind: 'sandbox',
      name: { fa: id, en: id },
      agency: { id, name: { fa: id, en: id } },
      metadata: {},
      secretHash: hashSecret(id),
      purposes: [],
    });
});
afterAll(() => it.close());

const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : typeof value === 'string'
      ? [value]
      : [];

test('what two agencies are told of one act of hers names her by nothing that both could compare', async () => {
  const change: Change = {
    id: '1',
    kind: 'credential_change',
    personId: '00000000-0000-4000-8000-000000000001',
    subjectId: null,
    clientId: null,
    streamId: null,
    fields: [],
    data: { credential_type: 'app', change_type: 'create' },
    tracking: '7K3M-92QD-4XTA',
    at: it.clock.now(),
    position: '12',
  };
  const claims = (clientId: string) => claimsOf(it.op(), { id: `stream of ${clientId}`, clientId }, change);
  const [mine, again, theirs] = [await claims('tax'), await claims('tax'), await claims('customs')];
  expect(again).toEqual(mine);
  const both = textsIn(mine).filter(text => textsIn(theirs).includes(text));
  expect(both.toSorted()).toEqual(
    [it.system.config.issuer, it.system.config.issuer, 'app', 'create', 'iss_sub', 'user'].toSorted(),
  );
  expect(JSON.stringify([mine, theirs])).not.toContain(change.tracking);
});
