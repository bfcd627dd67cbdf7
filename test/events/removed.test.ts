import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertRemoved } from '../../src/events/store.ts';
import { keyedHash } from '../../src/keys.ts';
import { companies } from '../support/people.ts';
import type { Told } from './receiver.ts';
import { openStage, type Stage } from './stage.ts';

let it: Stage;
beforeAll(async () => {
  it = await openStage();
});
afterAll(() => it?.app.close());
beforeEach(() => it.clear());

type Subject = { user?: object; tenant?: object; session?: { id: string } };
const user = () => ({ format: 'iss_sub', iss: it.app.url, sub: it.sub });
const tenant = { format: 'opaque', id: companies.arvand.id };
const session = (id: string) => ({ format: 'opaque', id });
const sessionsOf = (told: readonly Told[]) => told.map(({ sub_id }) => (sub_id as Subject).session?.id);

const remove = async (stream_id: string, subject: object) =>
  (await it.tax.call('POST', '/subjects/remove', { stream_id, subject })).status;

/** A stream in which two sessions of hers wait to be told as ended. */
async function twoEnded(): Promise<{ stream: string; sids: string[] }> {
  const stream = await it.tax.stream();
  await it.signIn();
  await it.signIn();
  await it.app.app.oidc.endSessionsOf(it.app.op(), it.sara);
  const sids = [...new Set(sessionsOf(await it.read(it.tax, stream)))].map(String);
  expect(sids.length).toBeGreaterThan(1);
  return { stream, sids };
}

test('whoever wants to hear no more of one session of a person still hears of her others', async () => {
  const { stream, sids } = await twoEnded();
  const elsewhere = { format: 'complex', user: user(), session: session('some-other-session') };
  expect(await remove(stream, elsewhere)).toBe(204);
  expect(sessionsOf(await it.read(it.tax, stream))).toEqual(sids);
  expect(await remove(stream, { ...elsewhere, session: session(sids[0] ?? '') })).toBe(204);
  expect(sessionsOf(await it.read(it.tax, stream))).toEqual(sids.slice(1));
});

test('a session is also named alone, and a person stands for all sessions of hers, however she is written', async () => {
  const one = await twoEnded();
  expect(await remove(one.stream, { format: 'complex', session: session(one.sids[0] ?? '') })).toBe(204);
  expect(sessionsOf(await it.read(it.tax, one.stream))).toEqual(one.sids.slice(1));
  for (const subject of [user(), { format: 'complex', user: user() }]) {
    await it.clear();
    const { stream } = await twoEnded();
    expect(await remove(stream, subject)).toBe(204);
    expect(await it.read(it.tax, stream)).toEqual([]);
  }
});

test('a company is silenced however it is written; with a person beside it all else of it is told', async () => {
  const stream = await it.tax.stream();
  expect(await remove(stream, { format: 'complex', user: user(), tenant })).toBe(204);
  await it.changed();
  expect(await it.read(it.tax, stream)).toHaveLength(1);
  expect(await remove(stream, { format: 'complex', tenant })).toBe(204);
  expect(await it.read(it.tax, stream)).toEqual([]);
});

/** Removed when names of complex subjects left out the session. */
async function removedOnce(stream: string): Promise<void> {
  const name = ['event subject', stream, 'complex', 'user', 'iss_sub', it.app.url, it.sub];
  const hex = keyedHash(it.app.system.keys.lookup, ...name).toString('hex');
  const id = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  await insertRemoved(it.app.op(), stream, id);
}

test('whose sessions a stream kept silent before it could name one of them, it keeps silent until told otherwise', async () => {
  for (const back of ['alone', 'complex', 'session'] as const) {
    await it.clear();
    const { stream, sids } = await twoEnded();
    await removedOnce(stream);
    expect(await it.read(it.tax, stream)).toEqual([]);
    const subject = {
      alone: user(),
      complex: { format: 'complex', user: user() },
      session: { format: 'complex', user: user(), session: session(sids[0] ?? '') },
    }[back];
    expect((await it.tax.call('POST', '/subjects/add', { stream_id: stream, subject })).status).toBe(200);
    await it.signIn();
    await it.app.app.oidc.endSessionsOf(it.app.op(), it.sara);
    expect(sessionsOf(await it.read(it.tax, stream)).length).toBeGreaterThan(0);
  }
});

test('a subject with a member that is not understood is refused, and nothing is silenced', async () => {
  const { stream, sids } = await twoEnded();
  for (const more of [{ device: session('a phone') }, { user: 'x' }, { session: null }, { session: {} }])
    expect(await remove(stream, { format: 'complex', user: user(), ...more })).toBe(400);
  expect(sessionsOf(await it.read(it.tax, stream))).toEqual(sids);
});
