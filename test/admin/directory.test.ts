import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSystem } from '../../src/directory/index.ts';
import { type Administration, administration } from './administration.ts';
import { differences } from './described.ts';

const API = '/admin/api/v1/directory';
let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

describe('the directory in the console', () => {
  test('is edited by an administrator, told part by part what is wrong, and brought back', async () => {
    const shirin = admin.as(admin.who.shirin);
    const list = await shirin.get('/admin/directory?q=گمرک');
    expect(list.text).toContain('/admin/directory/systems/22');
    const form = await shirin.get('/admin/directory/systems/22');
    const version = /name="version" value="(\d+)"/.exec(form.text)?.[1] ?? '';
    const posted = {
      name_fa: 'پنجره',
      name_en: 'Window',
      owner_fa: 'گمرک',
      owner_en: 'Customs',
      url: 'https://www.epl.irica.ir/',
      processes: ['export', 'customs'],
      fields: 'entity.legal_id nothing',
      inquiries: 'tax',
    };
    const wrong = await shirin
      .post('/admin/directory/systems/22')
      .type('form')
      .send({ ...posted, version });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('aria-invalid="true"');
    const right = { ...posted, fields: 'entity.legal_id', url: '', version };
    const done = await shirin.post('/admin/directory/systems/22').type('form').send(right);
    expect(done.headers.location).toBe('/admin/directory/systems/22?done=saved');
    expect(await findSystem(admin.it.op(), 22)).toMatchObject({
      processes: ['export', 'customs'],
      inquiries: ['tax'],
    });
    const late = await shirin
      .post('/admin/directory/systems/22')
      .type('form')
      .send({ ...right, name_en: 'Late', version });
    expect(late.status).toBe(409);
    const back = await shirin
      .post('/admin/directory/systems/22/restoration')
      .type('form')
      .send({ version: '1' });
    expect(back.headers.location).toContain('done=waits');
  });

  test('shows an auditor everything and lets him change nothing', async () => {
    const kaveh = admin.as(admin.who.kaveh);
    expect((await kaveh.get('/admin/directory/registries/tax')).text).not.toContain('<button class="btn">');
    expect((await kaveh.post('/admin/directory/registries/tax').type('form').send({})).status).toBe(403);
    expect((await admin.as(admin.who.sara).get('/admin/directory')).status).toBe(403);
  });

  test('a file that is uploaded waits for a second person, who sees what it would change', async () => {
    const shirin = admin.as(admin.who.shirin);
    const sent = await shirin
      .post('/admin/directory/changes')
      .field('about', 'registry')
      .field('format', 'csv')
      .attach('file', Buffer.from('key,description_en\ntax,Who pays\nnone,x\n'), 'registers.csv');
    expect(sent.status).toBe(303);
    const page = `${sent.headers.location}`;
    expect((await shirin.get(page)).text).not.toContain('value="applied"');
    const farhad = admin.as(admin.who.farhad);
    const seen = await farhad.get(page);
    expect(seen.text).toContain('Who pays');
    expect((await farhad.get(`${page}/problems.csv`)).text).toBe('line,key,problems\r\n3,,key:malformed\r\n');
    const decision = { decision: 'applied', reason: '' };
    expect((await farhad.post(`${page}/decision`).type('form').send(decision)).status).toBe(400);
    const applied = await farhad
      .post(`${page}/decision`)
      .type('form')
      .send({ ...decision, without_bad: 'yes' });
    expect(applied.status).toBe(303);
    expect((await farhad.get('/admin/directory/registries/tax?lang=en')).text).toContain('Who pays');
  });

  test('a column that is named like a formula is none in the report of what is wrong', async () => {
    const shirin = admin.as(admin.who.shirin);
    const sent = await shirin
      .post('/admin/directory/changes')
      .field('about', 'registry')
      .field('format', 'csv')
      .attach('file', Buffer.from('key,=1+1\ntax,x\n'), 'registers.csv');
    const report = await shirin.get(`${sent.headers.location}/problems.csv`);
    expect(report.text).toBe("line,key,problems\r\n2,tax,'=1+1:unknown\r\n");
  });

  test('no file, a file of no format, and a form that breaks off are told apart from a fault of ours', async () => {
    const shirin = admin.as(admin.who.shirin);
    const none = await shirin
      .post('/admin/directory/changes')
      .field('about', 'system')
      .field('format', 'csv');
    const odd = await shirin
      .post('/admin/directory/changes')
      .field('about', 'system')
      .field('format', 'xml')
      .attach('file', Buffer.from('<a/>'.repeat(100_000)), 'a.xml');
    const broken = await shirin
      .post('/admin/directory/changes')
      .set('content-type', 'multipart/form-data; boundary=x')
      .send('--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
    expect([none.status, odd.status, broken.status]).toEqual([400, 400, 400]);
  });
});

test('the API edits, reads files, decides and tells the history as it is described', async () => {
  const [one, other] = [admin.program('demo-admin'), admin.program('demo-approver')];
  const agrees = (method: string, path: string, answer: { status: number; type: string; body: unknown }) =>
    expect(differences(method, path, answer.status, answer.type, answer.body)).toEqual([]);
  const edit = await one.post(`${API}/systems/12`).send({ content: { hours_en: 'nine to five' } });
  agrees('post', '/directory/{about}/{key}', edit);
  expect(edit.body.change.state).toBe('applied');
  const wrong = await one.post(`${API}/systems/12`).send({ content: { url: 'ftp://x' } });
  expect([wrong.status, wrong.body.code]).toEqual([400, 'directory.invalid']);
  agrees('get', '/directory/{about}', await one.get(`${API}/registries`));
  agrees('get', '/directory/{about}/{key}', await one.get(`${API}/systems/12`));
  agrees('get', '/directory/{about}/{key}/versions', await one.get(`${API}/systems/12/versions`));
  const body = { version: 1 };
  agrees(
    'post',
    '/directory/{about}/{key}/restoration',
    await one.post(`${API}/systems/12/restoration`).send(body),
  );

  const file = '{"number":13,"url":"https://www.example.ir/"}\n{"number":0}';
  const sent = await one
    .post(`${API}/imports?about=system&format=ndjson`)
    .set('content-type', 'application/x-ndjson')
    .send(file);
  agrees('post', '/directory/imports', sent);
  const change = `${API}/changes/${sent.body.id}`;
  agrees('get', '/directory/changes/{id}', await one.get(change));
  agrees('get', '/directory/changes/{id}/rows', await one.get(`${change}/rows`));
  agrees('get', '/directory/changes/{id}/rows', await one.get(`${change}/rows?bad=true`));
  agrees('get', '/directory/changes', await one.get(`${API}/changes`));
  const verdict = { decision: 'applied', without_bad: true };
  expect((await one.post(`${change}/decision`).send(verdict)).status).toBe(403);
  agrees('post', '/directory/changes/{id}/decision', await other.post(`${change}/decision`).send(verdict));
  expect((await findSystem(admin.it.op(), 13))?.url).toBe('https://www.example.ir/');
  expect((await admin.program('demo-reader').post(`${API}/systems/12`).send({ content: {} })).status).toBe(
    403,
  );
});
