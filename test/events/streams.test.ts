import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listHealth, steerStream, sweepEvents } from '../../src/events/index.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { signInAt } from '../support/stories.ts';
import { apiOf, type Place, startPlace, uri, verified } from './receiver.ts';
import { openStage, type Stage, typesOf } from './stage.ts';

let it: Stage;
let place: Place;
beforeAll(async () => {
  it = await openStage();
  place = await startPlace();
});
afterAll(async () => {
  place?.close();
  await it?.app.close();
});
beforeEach(async () => {
  place.answer(202);
  place.heard.length = 0;
  await it.clear();
});

describe('posting', () => {
  const push = (more: Record<string, unknown> = {}) => ({
    delivery: {
      method: 'urn:ietf:rfc:8935',
      endpoint_url: place.url,
      authorization_header: 'Bearer mine',
      ...more,
    },
  });

  test('sends each event once to whoever takes it, with the header that the receiver asked for', async () => {
    const stream = await it.tax.stream(push());
    for (let n = 0; n < 3; n++) await it.changed();
    await it.keep();
    await it.keep();
    expect(place.heard.length).toBe(3);
    expect(place.heard[0]).toMatchObject({ authorization: 'Bearer mine', type: 'application/secevent+jwt' });
    await verified(it.app.url, 'demo-basic', place.heard[0]?.token ?? '');
    const shown = await it.tax.call('GET', `/stream?stream_id=${stream}`);
    expect(JSON.stringify(shown.body)).not.toContain('mine');
    const { rows } = await sql<{ row: string }>`select event_stream::text as row from event_stream`.execute(
      it.app.system.db,
    );
    expect(rows.map(({ row }) => row).join()).not.toMatch(/mine|localhost/);
  });

  test('tries again with growing pauses, shows the dead receiver, and goes on where it stopped', async () => {
    await it.tax.stream(push());
    place.answer(503);
    await it.changed();
    await it.keep();
    await it.keep();
    const [health] = await listHealth(it.app.op(), 'demo-basic');
    expect(health?.stream).toMatchObject({ attempts: 1, httpStatus: 503, deliveredAt: null });
    place.answer(202);
    it.app.travel({ minutes: 1 });
    await it.changed();
    await it.keep();
    expect(place.heard.length).toBe(2);
    expect((await listHealth(it.app.op(), 'demo-basic'))[0]).toMatchObject({
      lag: 0,
      stream: { attempts: 0 },
    });
  });

  test('an event that the receiver calls unreadable does not stop the others', async () => {
    await it.tax.stream(push());
    place.answer(400, { err: 'invalid_request' });
    await it.changed();
    await it.keep();
    place.answer(202);
    await it.changed();
    await it.keep();
    expect(place.heard.length).toBe(1);
    expect((await listHealth(it.app.op(), 'demo-basic'))[0]?.stream.refused).toBe(1);
  });

  test('to an inner network, without https or to no address at all is refused before anything is sent', async () => {
    for (const url of [
      'https://10.0.0.1/e',
      'https://169.254.169.254/latest',
      'https://[fd00::1]/e',
      'http://receiver.example/e',
      'https://user:secret@receiver.example/e',
      'file:///etc/passwd',
      'nonsense',
    ])
      expect(await it.tax.call('POST', '/stream', push({ endpoint_url: url }))).toMatchObject({
        status: 400,
        body: { code: 'events.address_refused' },
      });
  });

  test('stays where it is while the administration has paused it, and tells the receiver', async () => {
    const id = await it.tax.stream(push());
    await steerStream(it.app.op(), id, 'paused');
    await it.changed();
    await it.keep();
    expect(place.heard).toEqual([]);
    expect((await it.tax.call('GET', `/status?stream_id=${id}`)).body).toMatchObject({ status: 'paused' });
    expect(await it.tax.call('POST', '/status', { stream_id: id, status: 'enabled' })).toMatchObject({
      status: 403,
      body: { code: 'events.paused_by_administrator' },
    });
    await steerStream(it.app.op(), id, 'enabled');
    await it.keep();
    const told = await Promise.all(place.heard.map(({ token }) => verified(it.app.url, 'demo-basic', token)));
    expect(typesOf(told)).toContain(uri.profile);
    expect(typesOf(told)).toContain(uri.updated);
  });
});

describe('streams', () => {
  test('are created, read, changed, replaced and deleted by their client', async () => {
    const made = await it.tax.call('POST', '/stream', {
      events_requested: [uri.profile, 'urn:unknown'],
      description: 'ours',
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        iss: it.app.url,
        aud: 'demo-basic',
        events_requested: [uri.profile, 'urn:unknown'],
        events_delivered: [uri.profile],
        delivery: { method: 'urn:ietf:rfc:8936' },
        description: 'ours',
      },
    });
    const { stream_id } = made.body as { stream_id: string };
    const patched = await it.tax.call('PATCH', '/stream', { stream_id, events_requested: [uri.session] });
    expect(patched.body).toMatchObject({ events_delivered: [uri.session], description: 'ours' });
    const replaced = await it.tax.call('PUT', '/stream', { stream_id, iss: it.app.url });
    expect(replaced.body).toMatchObject({ events_delivered: [] });
    expect(replaced.body).not.toHaveProperty('description');
    expect((await it.tax.call('PATCH', '/stream', { stream_id, iss: 'https://other.example' })).status).toBe(
      400,
    );
    expect((await it.tax.call('GET', '/stream')).body).toHaveLength(1);
    expect((await it.tax.call('DELETE', `/stream?stream_id=${stream_id}`)).status).toBe(204);
    expect((await it.tax.call('GET', `/stream?stream_id=${stream_id}`)).status).toBe(404);
  });

  test('of another client do not exist, whatever is tried with them', async () => {
    const id = await it.tax.stream();
    const body = {
      stream_id: id,
      subject: { format: 'opaque', id: companies.arvand.id },
      status: 'disabled',
    };
    for (const [method, path] of [
      ['GET', `/stream?stream_id=${id}`],
      ['PATCH', '/stream'],
      ['PUT', '/stream'],
      ['DELETE', `/stream?stream_id=${id}`],
      ['GET', `/status?stream_id=${id}`],
      ['POST', '/status'],
      ['POST', '/subjects/add'],
      ['POST', '/subjects/remove'],
      ['POST', '/verification'],
      ['POST', `/streams/${id}/poll`],
    ] as const)
      expect(
        await it.customs.call(method, path, method === 'GET' || method === 'DELETE' ? undefined : body),
      ).toMatchObject({ status: 404, body: { code: 'events.not_found' } });
    expect((await it.customs.call('GET', '/stream')).body).toEqual([]);
    expect((await it.tax.call('GET', `/status?stream_id=${id}`)).body).toMatchObject({ status: 'enabled' });
  });

  test('are five for a client at the most, also when all are asked for at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => it.tax.call('POST', '/stream', {})));
    expect(answers.filter(({ status }) => status === 201).length).toBe(5);
    expect(answers.filter(({ status }) => status === 409).length).toBe(3);
  });

  test('are for a client’s own token with the scope, and no citizen’s token carries it', async () => {
    const reader = apiOf(it.app.url, await it.app.adminToken('demo-basic', 'ssf.read'));
    expect(await reader.call('POST', '/stream', {})).toMatchObject({
      status: 403,
      body: { code: 'events.scope_needed' },
    });
    expect((await apiOf(it.app.url, 'x'.repeat(43)).call('GET', '/stream')).status).toBe(401);
    expect((await fetch(`${it.app.url}/api/v1/events/stream`)).status).toBe(401);
    const { accessToken } = await it.signIn();
    expect((await apiOf(it.app.url, accessToken).call('GET', '/stream')).status).toBe(401);
    await expect(
      signInAt(await it.app.party(), new Browser(), { id: people.sara.id }, { scope: 'openid ssf.read' }),
    ).rejects.toThrow();
  });

  test('open with a token that is bound to a key only to whoever holds the key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const prove = (method: string, path: string, more: Record<string, unknown> = {}) =>
      new SignJWT({ htm: method, htu: it.app.url + path, jti: crypto.randomUUID(), ...more })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .setIssuedAt()
        .sign(privateKey);
    const basic = Buffer.from('demo-basic:demo-basic-secret').toString('base64');
    const answer = await fetch(`${it.app.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, dpop: await prove('POST', '/token') },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'ssf.read' }),
    });
    const { access_token: token, token_type: type } = (await answer.json()) as Record<string, string>;
    expect(type).toBe('DPoP');
    const ath = createHash('sha256').update(String(token)).digest('base64url');
    const path = '/api/v1/events/stream';
    const call = async (headers: Record<string, string>) =>
      (await fetch(it.app.url + path, { headers })).status;
    const dpop = await prove('GET', path, { ath });
    expect(await call({ authorization: `DPoP ${token}`, dpop })).toBe(200);
    expect(await call({ authorization: `DPoP ${token}`, dpop })).toBe(401);
    expect(await call({ authorization: `Bearer ${token}` })).toBe(401);
    expect(await call({ authorization: `DPoP ${token}` })).toBe(401);
  });

  test('a verification comes through the stream with its state, and not again within ten seconds', async () => {
    const stream_id = await it.tax.stream();
    expect((await it.tax.call('POST', '/verification', { stream_id, state: 'abc' })).status).toBe(204);
    expect(await it.tax.call('POST', '/verification', { stream_id, state: 'abc' })).toMatchObject({
      status: 429,
      body: { code: 'events.verified_lately' },
    });
    const told = await it.read(it.tax, stream_id);
    expect(told.map(({ events, sub_id }) => [events, sub_id])).toEqual([
      [{ [uri.verification]: { state: 'abc' } }, { format: 'opaque', id: stream_id }],
    ]);
  });

  test('say nothing of a subject that was removed, until it is added again', async () => {
    const stream_id = await it.tax.stream();
    const subject = { format: 'opaque', id: companies.arvand.id };
    expect((await it.tax.call('POST', '/subjects/remove', { stream_id, subject })).status).toBe(204);
    await it.changed();
    expect(await it.read(it.tax, stream_id)).toEqual([]);
    expect((await it.tax.call('POST', '/subjects/add', { stream_id, subject })).status).toBe(200);
    await it.changed();
    expect((await it.read(it.tax, stream_id)).length).toBe(1);
    for (const bad of [
      undefined,
      'x',
      { format: 'opaque' },
      { format: 'complex' },
      { format: 'email', email: 'a@b' },
    ])
      expect((await it.tax.call('POST', '/subjects/add', { stream_id, subject: bad })).status).toBe(400);
  });

  test('hold what happens while they are paused, and nothing while they are disabled', async () => {
    const stream_id = await it.tax.stream();
    const status = (to: string) => it.tax.call('POST', '/status', { stream_id, status: to, reason: 'ours' });
    expect((await status('paused')).body).toEqual({ stream_id, status: 'paused', reason: 'ours' });
    await it.changed();
    expect(await it.read(it.tax, stream_id)).toEqual([]);
    await status('enabled');
    expect((await it.read(it.tax, stream_id)).length).toBe(1);
    await status('disabled');
    await it.changed();
    await it.keep();
    await status('enabled');
    expect(await it.read(it.tax, stream_id)).toEqual([]);
    expect((await status('asleep')).status).toBe(400);
  });

  test('whose receiver does not come for three weeks are disabled with the reason, not emptied in silence', async () => {
    const stream_id = await it.tax.stream();
    await it.changed();
    await it.keep();
    it.app.travel({ days: 22 });
    await it.renew();
    await sweepEvents(it.app.op());
    expect((await it.tax.call('GET', `/status?stream_id=${stream_id}`)).body).toMatchObject({
      status: 'disabled',
      reason: 'events_too_old',
    });
  });
});
