import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { steerStream, sweepEvents } from '../../src/events/index.ts';
import { uri } from './receiver.ts';
import { openStage, type Stage, typesOf } from './stage.ts';

let it: Stage;
beforeAll(async () => {
  it = await openStage();
});
afterAll(() => it?.app.close());
beforeEach(() => it.clear());

describe('a stream that the administration paused', () => {
  const refused = { status: 403, body: { code: 'events.paused_by_administrator' } };
  const ask = (stream_id: string, status: string, reason?: string) =>
    it.tax.call('POST', '/status', { stream_id, status, reason });
  const shown = async (id: string) => (await it.tax.call('GET', `/status?stream_id=${id}`)).body;

  test('is not switched on by its receiver, neither at once nor by way of another status', async () => {
    const id = await it.tax.stream();
    await steerStream(it.app.op(), id, 'paused');
    for (const status of ['enabled', 'paused', 'disabled', 'enabled'])
      expect(await ask(id, status, 'ours')).toMatchObject(refused);
    expect(await shown(id)).toEqual({ stream_id: id, status: 'paused', reason: 'by_administrator' });
    await it.changed();
    expect(await it.read(it.tax, id)).toEqual([]);
  });

  test('stays its own to let go on when nothing was taken for three weeks', async () => {
    const id = await it.tax.stream();
    await steerStream(it.app.op(), id, 'paused');
    await it.changed();
    await it.keep();
    it.app.travel({ days: 22 });
    await it.renew();
    await sweepEvents(it.app.op());
    expect(await shown(id)).toEqual({ stream_id: id, status: 'disabled', reason: 'by_administrator' });
    expect(await ask(id, 'enabled')).toMatchObject(refused);
    await steerStream(it.app.op(), id, 'enabled');
    expect(await shown(id)).toEqual({ stream_id: id, status: 'enabled' });
  });

  test('is neither deleted by its receiver nor gone round by a new one, however often both are tried', async () => {
    const id = await it.tax.stream();
    await steerStream(it.app.op(), id, 'paused');
    await it.changed();
    await it.keep();
    for (let n = 0; n < 2; n++) {
      expect(await it.tax.call('DELETE', `/stream?stream_id=${id}`)).toMatchObject(refused);
      expect(await it.tax.call('POST', '/stream', {})).toMatchObject(refused);
    }
    expect(await shown(id)).toEqual({ stream_id: id, status: 'paused', reason: 'by_administrator' });
    await it.customs.stream();
    await steerStream(it.app.op(), id, 'enabled');
    expect(typesOf(await it.read(it.tax, id))).toContain(uri.profile);
    await it.tax.stream();
    expect((await it.tax.call('DELETE', `/stream?stream_id=${id}`)).status).toBe(204);
  });

  test('is held also where its receiver had paused it before, and what a receiver pauses it may delete', async () => {
    const id = await it.tax.stream();
    await ask(id, 'paused', 'ours');
    expect((await it.tax.call('DELETE', `/stream?stream_id=${id}`)).status).toBe(204);
    const other = await it.tax.stream();
    await ask(other, 'disabled', 'ours');
    await steerStream(it.app.op(), other, 'paused');
    expect(await it.tax.call('DELETE', `/stream?stream_id=${other}`)).toMatchObject(refused);
  });

  test('is known by a reason that no receiver can give', async () => {
    const id = await it.tax.stream();
    for (const reason of ['by_administrator', 'events_too_old'])
      expect(await ask(id, 'paused', reason)).toMatchObject({
        status: 400,
        body: { code: 'events.malformed' },
      });
    expect((await ask(id, 'paused', 'ours')).status).toBe(200);
    expect(await ask(id, 'enabled')).toMatchObject({ status: 200, body: { status: 'enabled' } });
  });
});
