import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { people } from '../support/people.ts';
import { askMany, seedLawful } from './lawful.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await seedLawful(app);
});
afterAll(() => app?.close());

test('of somebody who has died or whose account is closed it is said so, not that she gave access or may sign in', async () => {
  const { db } = app.system;
  const sara = await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id));
  const subjects = ['legal_entity', 'self'];
  await db.updateTable('purpose').set({ subjects }).where('client_id', '=', 'lawful').execute();
  for (const state of ['suspended', 'deceased', 'closed'] as const) {
    await db
      .updateTable('person')
      .set({ state })
      .where('id', '=', sara?.id ?? '')
      .execute();
    const { body } = await askMany(app, { subjects: [{ type: 'self', id: people.sara.id }] });
    expect(body.profiles[0]).toMatchObject({
      code: 'release.subject_inactive',
      detail: expect.stringContaining('حساب این شخص برقرار نیست'),
    });
  }
});
