import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillProfile, readFields } from '../../src/profile/index.ts';
import { companies } from '../support/people.ts';
import { type MeTest, meTest, type Who } from './support.ts';

let t: MeTest;
beforeAll(async () => {
  t = await meTest();
  await fill();
});
afterAll(() => t?.test.close());

async function fill(): Promise<void> {
  const { legalId: identifier } = t.test.country.entity('arvand');
  await fillProfile(
    t.test.op(),
    { id: t.entityIds.arvand, kind: 'entity', identifier },
    { timeoutMs: 5_000 },
  );
}

const get = (who: Who, path: string) =>
  supertest(t.app).get(path).set('accept', 'text/html').set('x-signed-in-as', who);
const say = (who: Who, path: string, boxes: Record<string, string>) =>
  supertest(t.app).post(path).type('form').send(boxes).set('accept', 'text/html').set('x-signed-in-as', who);
const ofArvand = () => `?of=${t.entityIds.arvand}`;

describe('the values of oneself and of one’s entities', () => {
  test('stand with the register that says so, and what nobody has said stands apart', async () => {
    const { status, text } = await get('sara', `/me/profile${ofArvand()}`);
    expect(status).toBe(200);
    expect(text).toContain(companies.arvand.fa);
    expect(text).toContain(`/me/profile/entity.staff_count${ofArvand()}`);
    expect(text).toContain(`/me/profile/entity.website${ofArvand()}`);
    expect(text).not.toContain('entity.has_valid_licence');
    expect((await get('sara', '/me/profile?lang=en')).text).toContain('What is known about you');
  });

  test('are not shown to somebody else', async () => {
    for (const path of [`/me/profile${ofArvand()}`, `/me/profile/entity.staff_count${ofArvand()}`])
      expect((await get('navid', path)).status).toBe(404);
    expect(
      (
        await say('navid', `/me/profile/entity.website${ofArvand()}`, {
          'say.entity.website': 'https://x.example',
        })
      ).status,
    ).toBe(404);
    expect((await get('sara', '/me/profile?of=1')).status).toBe(404);
    expect((await get('sara', '/me/profile/entity.staff_count')).status).toBe(404);
  });

  test('show what they were before, and since when the other is known', async () => {
    t.test.clock.advance({ days: 40 });
    t.test.country.setValue(t.test.country.entity('arvand').legalId, { staff: 61 });
    await fill();
    const { text } = await get('sara', `/me/profile/entity.staff_count${ofArvand()}&lang=en`);
    expect(text.indexOf('<b>61</b>')).toBeGreaterThan(0);
    expect(text.indexOf('<b>38</b>')).toBeGreaterThan(text.indexOf('<b>61</b>'));
    expect(text).toContain('Welfare of Iranians answered so');
  });
});

describe('what one says oneself', () => {
  test('is kept in its normal form, with who said it; what is wrong is not kept, and stays in the box', async () => {
    const path = `/me/profile/entity.website${ofArvand()}`;
    const wrong = await say('sara', path, { 'say.entity.website': 'javascript:alert(1)' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="javascript:alert(1)"');
    const kept = await say('sara', path, { 'say.entity.website': ' https://arvand.example ' });
    expect([kept.status, kept.headers.location]).toEqual([303, `${path}&saved=1`]);
    const { text } = await get('sara', `${path}&saved=1`);
    expect(text).toContain('https://arvand.example');
    expect(text).toContain('گفتهٔ شما');
  });

  test('is shown as text, whatever it holds', async () => {
    const path = `/me/profile/entity.trade_name${ofArvand()}`;
    await say('sara', path, { 'say.entity.trade_name': '<img src=x onerror=alert(1)>' });
    const { text } = await get('sara', path);
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img');
  });

  test('is not said by one of several who bind the entity only together, nor of what a register keeps', async () => {
    const joint = `/me/profile/entity.website?of=${t.entityIds.pars}`;
    expect((await say('omid', joint, { 'say.entity.website': 'https://pars.example' })).status).toBe(403);
    expect(
      (await say('sara', `/me/profile/entity.status${ofArvand()}`, { 'say.entity.status': 'active' })).status,
    ).toBe(403);
    const fields = await readFields(t.test.op(), t.entityIds.pars, ['entity.website']);
    expect(fields['entity.website']?.status).toBe('absent');
  });
});
