import { afterAll, beforeAll, expect, test } from 'vitest';
import { uri } from './receiver.ts';
import { openStage, type Stage } from './stage.ts';

let it: Stage;
beforeAll(async () => {
  it = await openStage();
});
afterAll(() => it?.app.close());

test('a stream takes back what we said of it as it was said, and refuses it otherwise', async () => {
  const made = await it.tax.call('POST', '/stream', { events_requested: [uri.profile, uri.session] });
  const said = made.body as Record<string, unknown>;
  const { stream_id } = said;
  for (const method of ['PATCH', 'PUT']) {
    for (const other of [
      { aud: 'demo-customs' },
      { events_delivered: [uri.profile] },
      { events_supported: [] },
      { min_verification_interval: 1 },
      { iss: 'https://other.example' },
    ])
      expect(await it.tax.call(method, '/stream', { stream_id, description: 'x', ...other })).toMatchObject({
        status: 400,
        body: { code: 'events.malformed' },
      });
    expect(await it.tax.call(method, '/stream', said)).toEqual({ status: 200, body: said });
  }
});

test('the types of events that we said may come back in any order, and no other list does', async () => {
  const made = await it.tax.call('POST', '/stream', { events_requested: [uri.profile, uri.session] });
  const said = made.body as Record<'events_supported' | 'events_delivered', string[]>;
  const turned = {
    ...said,
    events_supported: said.events_supported.toReversed(),
    events_delivered: said.events_delivered.toReversed(),
  };
  for (const method of ['PATCH', 'PUT'])
    expect(await it.tax.call(method, '/stream', turned)).toEqual({ status: 200, body: said });
  for (const other of [
    [uri.session, uri.session],
    [uri.session, null],
    [{ toString: 1 }, {}],
  ])
    expect(await it.tax.call('PATCH', '/stream', { ...turned, events_delivered: other })).toMatchObject({
      status: 400,
      body: { code: 'events.malformed' },
    });
});
