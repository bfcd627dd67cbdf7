import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testApp } from '../support/app.ts';

const REGISTER = 'demo-register';

test('an upload that its sender breaks off is no failure of ours, and is taken up where it stands', async () => {
  const app = await testApp();
  const token = await app.adminToken(REGISTER, 'custody.write');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const opened = await fetch(`${app.url}/api/v1/custody/loads`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ rows: 2 }),
  });
  const { id } = (await opened.json()) as { id: string };
  const before = app.log.length;
  const sending = request(`${app.url}/api/v1/custody/loads/${id}/rows?from=0`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' },
  });
  sending.on('error', () => {});
  const row = {
    key: 'one',
    subject: { type: 'legal_entity', id: '99900000010' },
    version: 1,
    fields: { 'entity.legal_name': { value: 'شرکت آروند', record: '1' } },
  };
  sending.write(`${JSON.stringify(row)}\n{"key":`);
  const stands = async () => {
    const answer = await fetch(`${app.url}/api/v1/custody/loads/${id}`, { headers });
    return ((await answer.json()) as { next_row: number }).next_row;
  };
  while ((await stands()) === 0) await pause(20);
  sending.destroy();
  while (!app.log.slice(before).some(line => line.includes('broken off'))) await pause(20);
  expect(app.log.slice(before).filter(line => /"level":"error"|unexpected/.test(line))).toEqual([]);
  expect(await stands()).toBe(1);
  await app.close();
});
