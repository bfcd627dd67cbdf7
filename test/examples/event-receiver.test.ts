import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReceiver, type Event } from '../../examples/event-receiver/receive.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { keepEvents } from '../../src/events/index.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { announce } from '../../src/signals/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { signInAtSystem } from '../support/stories.ts';

const CHANGED = 'urn:yekbar:event:profile-changed';
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

const keep = () => keepEvents(app.op(), app.app.oidc.signEvent);
const change = async () => {
  const entity = await findEntityByLegalId(app.op(), parseLegalId(companies.arvand.id));
  await announce(app.op(), {
    kind: 'profile_changed',
    subjectId: entity?.id ?? '',
    fields: ['entity.legal_name'],
  });
};
const receiver = (name: string) =>
  createReceiver({ issuer: app.url, clientId: 'demo-tax', clientSecret: 'demo-tax-secret', name });
async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 80 && !(await done()); tries++)
    await new Promise(next => setTimeout(next, 100));
}

test('the tax system says on its form that something has changed since it fetched', async () => {
  const sara = new Browser();
  const { end } = await signInAtSystem(app.tax, sara, {
    id: people.sara.id,
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect(end.text).not.toContain('چیزی عوض شده است');
  const streams = async () =>
    (
      await app.system.db
        .selectFrom('event_stream')
        .select('id')
        .where('client_id', '=', 'demo-tax')
        .execute()
    ).length;
  await until(async () => (await streams()) > 0);
  await change();
  await keep();
  let text = '';
  await until(async () => {
    ({ text } = await sara.open(`${app.tax}/`));
    return text.includes('چیزی عوض شده است');
  });
  expect(text).toContain('چیزی عوض شده است');
});

test('the receiver to copy fetches an event once, and refuses what is not from the transmitter', async () => {
  const copied = receiver('copied');
  const stream = await copied.open([CHANGED]);
  expect((await copied.open([CHANGED])).stream_id).toBe(stream.stream_id);
  const told: Event[] = [];
  const note = (event: Event) => void told.push(event);
  await change();
  await keep();
  const acks = await copied.poll(stream, [], note);
  await copied.poll(stream, [], note);
  expect(told.map(({ type, subject }) => [type, subject])).toEqual([
    [CHANGED, { format: 'opaque', id: companies.arvand.id }],
  ]);
  expect(acks.length).toBe(1);
  expect(await copied.receive('e30.e30.e30', note)).toEqual({
    status: 400,
    body: { err: 'invalid_request' },
  });
});

test('the same receiver listens, and a verification comes back with its state', async () => {
  const listening = receiver('listening');
  const told: Event[] = [];
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', chunk => {
      text += chunk;
    });
    req.on('end', async () => {
      const { status } = await listening.receive(text, event => void told.push(event));
      res.writeHead(req.headers.authorization === 'Bearer ours' ? status : 401).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/events`;
  const stream = await listening.open([CHANGED], { url, authorization: 'Bearer ours' });
  await listening.verify(stream, 'is the way open?');
  await keep();
  expect(told.map(({ data }) => data.state)).toEqual(['is the way open?']);
  server.closeAllConnections();
  server.close();
});
