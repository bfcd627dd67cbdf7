import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { letProgramIn } from '../../src/agencies/index.ts';
import { run } from '../../src/cli/index.ts';
import { parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { people } from '../support/people.ts';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await testApp();
  folder = await mkdtemp(join(tmpdir(), 'yekbar-cli-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** The command line as an agency's program, or as the one that approves. */
async function yekbar(as: 'demo-admin' | 'demo-approver', ...args: string[]) {
  const lines: string[] = [];
  const access = { url: app.url, clientId: as, clientSecret: `${as}-secret` };
  const code = await run(args, access, line => lines.push(line));
  return { code, said: lines.join('\n') };
}

test('an agency exports its clients, changes a file, sees what differs, asks for it, and another approves', async () => {
  const exported = await yekbar('demo-admin', 'export');
  expect(exported.code).toBe(0);
  const declared = JSON.parse(exported.said);
  expect(declared.clients.map(({ id }: { id: string }) => id)).toContain('demo-tax');
  const file = join(folder, 'clients.json');
  await writeFile(file, exported.said);
  expect((await yekbar('demo-admin', 'diff', file)).said).toBe('Nothing differs.');

  const tax = declared.clients.find(({ id }: { id: string }) => id === 'demo-tax');
  tax.post_logout_redirect_uris = [
    ...tax.post_logout_redirect_uris,
    `${new URL(tax.redirect_uris[0]).origin}/bye`,
  ];
  await writeFile(file, JSON.stringify({ clients: [tax] }));
  expect((await yekbar('demo-admin', 'diff', folder)).said).toContain(
    'client changed: demo-tax post_logout_redirect_uris',
  );
  const applied = await yekbar('demo-admin', 'apply', folder);
  const id = /approval ([0-9a-f-]{36})/.exec(applied.said)?.[1] ?? '';
  expect(applied.code).toBe(0);
  expect((await yekbar('demo-admin', 'approvals')).said).toContain(id);
  expect(await yekbar('demo-admin', 'approve', id)).toMatchObject({
    code: 1,
    said: expect.stringContaining('clients.same_person'),
  });
  expect((await yekbar('demo-approver', 'approve', id)).said).toBe('Approved.');
  expect((await yekbar('demo-admin', 'diff', folder)).said).toBe('Nothing differs.');
});

test('every problem of every row is said, and the exit code says that nothing was done', async () => {
  const file = join(folder, 'wrong.json');
  await writeFile(file, JSON.stringify({ clients: [{ id: 'UPPER' }, { id: 'fine' }] }));
  const { code, said } = await yekbar('demo-admin', 'apply', file);
  expect(code).toBe(1);
  expect(said).toContain('clients.0.id');
  expect(said).toContain('clients.1.redirect_uris');
});

test('a file that is none, a wrong secret, an unknown command: a sentence and an exit code, no stack', async () => {
  const file = join(folder, 'broken.json');
  await writeFile(file, '{');
  expect(await yekbar('demo-admin', 'diff', file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('broken.json'),
  });
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  expect(await run(['export'], { url: app.url, clientId: 'demo-admin', clientSecret: 'wrong' }, say)).toBe(1);
  expect(await run(['export'], {}, say)).toBe(2);
  expect(await run(['constructor'], {}, say)).toBe(2);
  expect(await run([], {}, say)).toBe(0);
  expect(lines.join('\n')).not.toContain(' at ');
});

test('the program that an owner let in keeps the clients of its agency in files, and nobody else’s', async () => {
  const kaveh = await findPersonByIdentifier(app.op(), parsePersonId(people.kaveh.id));
  const owner = app.op({ kind: 'person', personId: kaveh?.id ?? '' });
  const { client, secret } = await letProgramIn(owner, 'tax', { label: 'ci', days: 30 });
  const as = async (...args: string[]) => {
    const lines: string[] = [];
    const access = { url: app.url, clientId: client.id, clientSecret: secret };
    return { code: await run(args, access, line => lines.push(line)), said: lines.join('\n') };
  };
  const exported = await as('export');
  expect(exported.code, exported.said).toBe(0);
  const ids = JSON.parse(exported.said).clients.map(({ id }: { id: string }) => id);
  expect(ids).toContain('demo-tax');
  expect(ids).not.toContain('demo-customs');
  const tax = JSON.parse(exported.said).clients.find(({ id }: { id: string }) => id === 'demo-tax');
  const file = join(folder, 'own.json');
  const name = { fa: `${tax.name.fa} تازه`, en: tax.name.en };
  await writeFile(file, JSON.stringify({ clients: [{ ...tax, name }] }));
  expect((await as('diff', file)).said).toContain('client changed: demo-tax');
  const applied = await as('apply', file);
  const approval = /approval ([0-9a-f-]{36})/.exec(applied.said)?.[1] ?? '';
  expect([applied.code, approval]).toEqual([0, expect.stringMatching(/-/)]);
  expect((await as('approve', approval)).code).toBe(1);
  await writeFile(file, JSON.stringify({ clients: [{ ...tax, id: 'demo-customs', name }] }));
  expect((await as('apply', file)).code).toBe(1);
});
