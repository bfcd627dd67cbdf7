import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout, verifyRecordSignature } from '../../src/audit/index.ts';
import { readMoment } from '../../src/calendar.ts';
import { seedDirectory } from '../../src/directory/index.ts';
import {
  announceOutage,
  currentAnnouncements,
  keepStatus,
  readStatus,
  sweepStatus,
  withdrawAnnouncement,
} from '../../src/status/index.ts';
import { judge } from '../../src/status/judge.ts';
import { PROOF_TYPE, proveStatus } from '../../src/status/proof.ts';
import { statusJson } from '../../src/status/written.ts';
import { statusFeed } from '../../views/status/feed.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { pageFor } from '../views/page.ts';

let it: TestSystem;
let registry: Server;
let answers = 200;
beforeAll(async () => {
  it = await testSystem();
  registry = createServer((_req, res) => res.writeHead(answers).end()).listen(0, '127.0.0.1');
  await new Promise(done => registry.once('listening', done));
  const { port } = registry.address() as AddressInfo;
  const registries = { ...it.system.registries, addresses: { civil: `http://127.0.0.1:${port}` } };
  Object.assign(it.system, { registries });
  await seedDirectory(it.op());
});
afterAll(async () => {
  registry.close();
  await it.close();
});

const round = async (seconds = 30) => {
  it.clock.advance({ seconds });
  await keepStatus(it.op());
};
const civil = async () => (await readStatus(it.op())).targets.find(({ key }) => key === 'registry:civil');

describe('what one probe says', () => {
  const at = new Date('2026-11-21T10:00:00Z');
  const later = new Date('2026-11-21T10:00:30Z');

  test('one probe without an answer is no outage; a second is, from the first on', () => {
    const up = judge(undefined, { latencyMs: 12 }, at);
    const once = judge(up, { reason: 'timeout' }, at);
    expect([up.state, once.state]).toEqual(['up', 'up']);
    expect(judge(once, { reason: 'timeout' }, later)).toMatchObject({ state: 'down', since: at });
  });

  test('the first answer ends it; a slow one is slow', () => {
    const down = { state: 'down', since: at, failures: 5, firstFailureAt: at } as const;
    expect(judge(down, { latencyMs: 3000 }, later)).toMatchObject({
      state: 'slow',
      since: later,
      failures: 0,
    });
    expect(judge(down, { latencyMs: 3 }, later)).toMatchObject({ state: 'up', since: later });
  });
});

describe('the state of the registries', () => {
  test('what is connected is probed, what is not is said to be unknown, Yekbar itself is among them', async () => {
    await round();
    const { targets } = await readStatus(it.op());
    expect(targets).toHaveLength(28);
    expect(targets.filter(({ state }) => state === 'up').map(({ key }) => key)).toEqual([
      'yekbar',
      'registry:civil',
    ]);
    expect(targets.find(({ key }) => key === 'registry:shahkar')?.state).toBe('unknown');
  });

  test('two processes do not probe twice', async () => {
    const before = await civil();
    it.clock.advance({ seconds: 30 });
    await Promise.all([keepStatus(it.op()), keepStatus(it.op())]);
    const after = await civil();
    const probes = (of: typeof before) => of?.days.reduce((sum, day) => sum + day.probes, 0) ?? 0;
    expect(probes(after) - probes(before)).toBe(1);
  });

  test('an outage has a beginning and an end, and counts in the availability', async () => {
    answers = 503;
    await round();
    const began = it.clock.now();
    await round();
    expect(await civil()).toMatchObject({ state: 'down', since: began });
    answers = 404;
    await round();
    expect((await civil())?.state).toBe('up');
    const { outages } = await readStatus(it.op());
    expect(outages).toMatchObject([{ key: 'registry:civil', beganAt: began, endedAt: it.clock.now() }]);
    expect((await civil())?.availability).toBeCloseTo(3 / 5);
  });

  test('a dated proof says whether it was down at a moment, and anybody can verify it', async () => {
    const [outage] = (await readStatus(it.op())).outages;
    const during = new Date((outage?.beganAt.getTime() ?? 0) + 1000);
    const proof = await proveStatus(it.op(), 'registry:civil', during);
    expect(proof).toMatchObject({ state: 'down', from: outage?.beganAt, to: outage?.endedAt });
    const signed = await verifyRecordSignature(it.op(), proof.signed, PROOF_TYPE);
    expect(signed).toMatchObject({
      target: 'registry:civil',
      state: 'down',
      down_from: outage?.beganAt.toISOString(),
    });
    expect((await proveStatus(it.op(), 'registry:civil', it.clock.now())).state).toBe('up');
    const lastYear = new Date(during.getTime() - 365 * 86_400_000);
    expect((await proveStatus(it.op(), 'registry:civil', lastYear)).state).toBe('unmeasured');
  });

  test('nothing is proven of what is not watched, or of what has not come', async () => {
    await expect(proveStatus(it.op(), 'registry:none', it.clock.now())).rejects.toMatchObject({
      code: 'status.target_unknown',
    });
    for (const at of [new Date(Number.NaN), new Date(it.clock.now().getTime() + 60_000)])
      await expect(proveStatus(it.op(), 'yekbar', at)).rejects.toMatchObject({ code: 'status.time' });
  });

  test('the feed and the data hold the outage, and no sign of a feed is left unescaped', async () => {
    await announceOutage(it.op(), {
      key: 'registry:civil',
      text: { fa: 'نگهداری <شب>', en: 'Maintenance & rest' },
      beginsAt: it.clock.now(),
      endsAt: new Date(it.clock.now().getTime() + 3_600_000),
    });
    const status = await readStatus(it.op());
    expect(status.targets.find(({ key }) => key === 'registry:civil')?.state).toBe('planned');
    const feed = statusFeed(pageFor('fa'), status);
    expect(feed).toContain('نگهداری &lt;شب&gt;');
    expect(feed.match(/<entry>/g)).toHaveLength(2);
    expect(statusJson(status, it.clock.now(), 30).targets[0]).toMatchObject({ key: 'yekbar', state: 'up' });
  });

  test('counts of long ago are forgotten, outages are not', async () => {
    it.clock.advance({ days: 500 });
    await sweepStatus(it.op());
    expect((await civil())?.days).toEqual([]);
    expect((await readStatus(it.op())).outages).toHaveLength(1);
  });
});

describe('announcements', () => {
  const text = { fa: 'امشب کند است', en: 'Slow tonight' };
  const hours = (n: number) => new Date(it.clock.now().getTime() + n * 3_600_000);

  test('are said from a day before their begin to their end, and are on the record', async () => {
    const made = await announceOutage(it.op(), { key: null, text, beginsAt: hours(25), endsAt: hours(26) });
    expect(await currentAnnouncements(it.op())).toEqual([]);
    it.clock.advance({ minutes: 61 });
    expect(await currentAnnouncements(it.op())).toMatchObject([{ id: made.id, text }]);
    it.clock.advance({ hours: 25 });
    expect(await currentAnnouncements(it.op())).toEqual([]);
    const [event] = await listEventsAbout(it.op(), { kinds: ['status.announced'], limit: 1 });
    expect(event?.data.announcement).toBe(made.id);
  });

  test('no page waits for a new look at them, and the next one shows it', async () => {
    await currentAnnouncements(it.op());
    it.clock.advance({ seconds: 10 });
    const row = { key: null, text_fa: text.fa, text_en: text.en, begins_at: hours(0), ends_at: hours(1) };
    const made = { id: randomUUID(), made_by: 'x', made_at: hours(0), withdrawn_at: null };
    await it.system.db
      .insertInto('announcement')
      .values({ ...row, ...made })
      .execute();
    expect(await currentAnnouncements(it.op())).toEqual([]);
    await expect.poll(() => currentAnnouncements(it.op()), { timeout: 15_000 }).toMatchObject([{ text }]);
    it.clock.advance({ hours: 2 });
  });

  test('can be withdrawn once', async () => {
    const { id } = await announceOutage(it.op(), { key: null, text, beginsAt: hours(0), endsAt: hours(2) });
    await withdrawAnnouncement(it.op(), id);
    expect(await currentAnnouncements(it.op())).toEqual([]);
    for (const other of [id, 'no id'])
      await expect(withdrawAnnouncement(it.op(), other)).rejects.toMatchObject({
        code: 'status.announcement_unknown',
      });
  });

  test('without a text or an end are refused', async () => {
    const wrong = { key: null, text, beginsAt: hours(1), endsAt: hours(1) };
    await expect(announceOutage(it.op(), wrong)).rejects.toMatchObject({ code: 'status.announcement_time' });
    const empty = { key: null, text: { fa: ' ', en: 'x' }, beginsAt: hours(0), endsAt: hours(1) };
    await expect(announceOutage(it.op(), empty)).rejects.toMatchObject({ code: 'status.announcement_text' });
  });
});

test.each([
  ['۱۴۰۵/۸/۲۹ ۱۱:۳۰', '2026-11-20T08:00:00.000Z'],
  ['2026-11-20 11:30', '2026-11-20T08:00:00.000Z'],
  ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
])('the moment %s is %s', (typed, moment) => {
  expect(readMoment(typed).toISOString()).toBe(moment);
});
test.each(['', 'دیروز', '2026-11-20', '2026-11-20 25:00', '1405/13/1 11:30'])('"%s" is no moment', typed => {
  expect(readMoment(typed).getTime()).toBeNaN();
});
