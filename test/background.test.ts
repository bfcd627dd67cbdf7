import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { repeatEach } from '../src/background.ts';
import { parsePersonId } from '../src/identifiers.ts';
import { findPersonByIdentifier } from '../src/identity/index.ts';
import { askClosing } from '../src/rights/close.ts';
import { findClosing } from '../src/rights/index.ts';
import { sweepsOf } from '../src/tasks.ts';
import { type TestApp, testApp } from './support/app.ts';
import { people } from './support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

test('an account is closed on its day although something else cannot be cleared, and the log says what', async () => {
  const { id } = (await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id))) ?? { id: '' };
  await askClosing(app.op({ kind: 'person', personId: id }), id);
  app.travel({ days: 8 });
  await sql`alter table custody_item rename to not_there`.execute(app.system.db);
  const clearing = repeatEach(app.system, 20, sweepsOf(app.app.oidc));
  try {
    await vi.waitUntil(async () => !(await findClosing(app.op(), id)), { timeout: 20_000, interval: 50 });
  } finally {
    await clearing.stop();
  }
  const failed = app.log.map(line => JSON.parse(line)).filter(line => line.msg === 'background');
  expect(new Set(failed.map(line => line.task))).toEqual(new Set(['sweep custody']));
});

test('nothing more begins once it is stopped', async () => {
  const begun: string[] = [];
  let ready = () => {};
  const reached = new Promise<void>(done => {
    ready = done;
  });
  const tasks = repeatEach(app.system, 1, {
    first: async (_op, stopping) => {
      begun.push('first');
      ready();
      await new Promise(done => stopping.addEventListener('abort', done));
    },
    second: async () => begun.push('second'),
  });
  await reached;
  await tasks.stop();
  expect(begun).toEqual(['first']);
});
