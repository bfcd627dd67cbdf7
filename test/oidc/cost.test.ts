import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterHashing, hashingState, type Place } from '../../src/identity/index.ts';
import { password } from '../support/people.ts';
import { walk } from '../support/stories.ts';
import {
  type Answers,
  Browser,
  maryam,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let party: RelyingParty;
const LIMIT = 5;
const statements: string[] = [];
beforeAll(async () => {
  app = await testOidc({
    config: { unchangedPolls: LIMIT },
    onStatement: sql => statements.push(sql.replace(/\s+/g, ' ')),
  });
  party = await app.party('tax');
});
afterAll(() => app?.close());

/** What an earlier sign-in still fills in the background is not part of this one. */
async function quiet(): Promise<void> {
  do {
    statements.length = 0;
    await new Promise(done => setTimeout(done, 400));
  } while (statements.length > 0);
}

/** Statements sent, and commits that wrote: a transaction is one, a writing statement on its own is one. */
async function count<T>(work: () => Promise<T>): Promise<{ result: T; sent: string[]; commits: number }> {
  await quiet();
  const result = await work();
  const sent = [...statements];
  let commits = 0;
  let inside = false;
  let wrote = false;
  for (const sql of sent) {
    if (/^(insert|update|delete|with (gone|held) as)|written as \( insert/i.test(sql)) {
      if (inside) wrote = true;
      else commits += 1;
    }
    if (/^begin|^start transaction/i.test(sql)) inside = true;
    if (/^commit/i.test(sql)) {
      if (wrote) commits += 1;
      inside = false;
      wrote = false;
    }
  }
  return { result, sent: sent.filter(sql => !/^(begin|commit|start)/i.test(sql)), commits };
}

const show = (sent: readonly string[]) => sent.map(sql => sql.slice(0, 90)).join('\n');

describe('what a sign-in costs', () => {
  it('the next system costs three commits and few statements, the profile one of each', async () => {
    const browser = new Browser();
    await signInAt(party, browser, sara);
    const authorization = await count(async () => {
      const { journey, page } = await party.open(browser);
      expect(party.isBack(page.url)).toBe(true);
      return { journey, callback: page.url };
    });
    const { journey, callback } = authorization.result;
    const token = await count(() => party.finish(journey, callback));
    const profile = await count(() => party.profile(token.result.accessToken));
    expect(profile.result.status).toBe(200);
    console.log(
      `authorization ${authorization.sent.length} statements, ${authorization.commits} commits\n${show(authorization.sent)}\n` +
        `token ${token.sent.length} statements, ${token.commits} commits\n${show(token.sent)}\n` +
        `profile ${profile.sent.length} statements, ${profile.commits} commits\n${show(profile.sent)}`,
    );
    expect(authorization.commits + token.commits).toBeLessThanOrEqual(3);
    expect(authorization.sent.length + token.sent.length).toBeLessThanOrEqual(12);
    expect([profile.sent.length, profile.commits]).toEqual([1, 1]);
  });

  it('the profile costs one reading more by a moment, and two readings where the limit is reached', async () => {
    const { accessToken } = await signInAt(party, new Browser(), sara);
    const ask = (query: string) => count(() => party.profile(accessToken, query));
    const moment = await ask(`?since=${new Date().toISOString()}`);
    expect([moment.result.status, moment.sent.length, moment.commits]).toEqual([200, 2, 1]);
    for (let n = 0; n < LIMIT; n++) await party.profile(accessToken, '?fields=entity.legal_id');
    const over = await ask('?fields=entity.legal_id');
    expect([over.result.status, over.sent.length, over.commits]).toEqual([429, 2, 0]);
  });

  it('from a new browser to the code the password costs three commits, and a page on the way one more', async () => {
    const toCode = (answers: Answers) =>
      count(async () => {
        const { page } = await party.open(new Browser());
        const done = await walk(page, answers, { until: party.isBack });
        expect(party.isBack(done.end.url)).toBe(true);
        return done.asked;
      });
    await signInAt(party, new Browser(), sara);
    await signInAt(party, new Browser(), maryam);
    const alone = await toCode(maryam);
    expect(alone.result).toEqual(['password']);
    const director = await toCode(sara);
    expect(director.result).toEqual(['password', 'acting_for']);
    console.log(
      `alone ${alone.sent.length} statements, ${alone.commits} commits\n${show(alone.sent)}\n` +
        `director ${director.sent.length} statements, ${director.commits} commits\n${show(director.sent)}`,
    );
    // The embedded database does not tell of begin and commit: there each write of a transaction counts.
    const embedded = app.test.database.url === undefined;
    expect(alone.commits).toBeLessThanOrEqual(embedded ? 4 : 3);
    expect(director.commits).toBeLessThanOrEqual(embedded ? 6 : 4);
    expect(alone.sent.length).toBeLessThanOrEqual(13);
    expect(director.sent.length).toBeLessThanOrEqual(32);
  });

  it('who finds no place for a password hears it before anything is read, and gets one when there is one', async () => {
    const { page } = await party.open(new Browser());
    const typed = { national_id: maryam.id, password };
    const places: Place[] = [];
    const full = () => {
      for (let place = 0; place < 1000; place++) places.push(enterHashing());
    };
    expect(full).toThrow(expect.objectContaining({ code: 'web.busy' }));
    const { result, sent } = await count(() => page.submit(typed));
    expect([result.status, result.response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(result.text).toContain('web.busy');
    expect(sent).toEqual([]);
    for (const place of places) place.leave();
    expect((await page.submit(typed, { until: party.isBack })).status).not.toBe(503);
    expect(hashingState()).toMatchObject({ running: 0, waiting: 0 });
  });
});
