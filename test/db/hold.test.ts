import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../../src/audit/index.ts';
import { answering } from '../../src/commands.ts';
import { ownFolder } from '../../src/db/hold.ts';
import { askHolder, holdData } from '../../src/db/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let dir: string;
let t: TestSystem;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hold-'));
  t = await testSystem();
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true });
});

/** `node src/main.ts …` on these data. */
const command = (...args: string[]) =>
  new Promise<{ code: number | string; said: string }>(done => {
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: dir, DEMO: '0' };
    const cwd = new URL('../..', import.meta.url);
    execFile(process.execPath, ['src/main.ts', ...args], { cwd, env }, (error, out, err) =>
      done({ code: error?.code ?? 0, said: out + err }),
    );
  });

test('one process has the data; another hears so, and what it asks is done there', async () => {
  const leave = await holdData(dir, async question => `${question}, done`);
  expect(leave).toBeDefined();
  expect(await holdData(dir, async () => 'never')).toBeUndefined();
  expect(await askHolder(dir, 'verify')).toBe('verify, done');
  // Who connects and says nothing keeps nobody from leaving.
  const silent = connect(join(dir, 'held.sock')).on('error', () => {});
  await new Promise(done => silent.once('connect', done));
  await leave?.();
  silent.destroy();
  expect(await askHolder(dir, 'verify')).toBeUndefined();
});

test('data at a long path are held from a folder that is ours alone, and from no other', async () => {
  const far = join(dir, 'a'.repeat(120));
  const leave = await holdData(far, async question => question);
  expect(await askHolder(far, 'verify')).toBe('verify');
  expect(await holdData(far, async () => 'never')).toBeUndefined();
  await leave?.();
  const common = join(dir, 'common');
  mkdirSync(common);
  const own = process.getuid?.() ?? 0;
  const folder = ownFolder(common, own);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  chmodSync(folder, 0o777);
  expect(() => ownFolder(common, own)).toThrow('is not ours alone');
  symlinkSync(far, join(common, `yekbar-${own + 1}`));
  expect(() => ownFolder(common, own + 1)).toThrow('is not ours alone');
});

test('what a killed process left behind stops nobody', async () => {
  writeFileSync(join(dir, 'held.sock'), '');
  const leave = await holdData(dir, async () => '');
  expect(leave).toBeDefined();
  await leave?.();
});

test('the record is checked beside a running server, by the server itself: no second process opens its files', async () => {
  const { system } = t;
  const leave = await holdData(dir, answering({ system, country: undefined }));
  await record(t.op(), { kind: 'clients.changed', data: {} });
  const whole = await command('audit', 'verify');
  expect(whole).toEqual({ code: 0, said: expect.stringContaining('1 not sealed yet') });
  const unknown = await command('staff', '9990000018', 'auditor');
  expect(unknown).toEqual({ code: 1, said: expect.stringContaining('Nobody with this national ID') });
  await leave?.();
});
