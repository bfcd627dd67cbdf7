import { type HTMLElement, parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveRole, staffRoleOf } from '../../src/admin/index.ts';
import { findClient, findStopOver, listPurposes, proveBySecret } from '../../src/clients/index.ts';
import { type Administration, administration } from './administration.ts';
import { desk } from './posted.ts';

let admin: Administration;
beforeAll(async () => {
  admin = await administration();
});
afterAll(() => admin.close());

const { shirin, farhad, kaveh, register, decide } = desk(() => admin);

describe('four eyes', () => {
  test('an administrator approving his own request is refused', async () => {
    const { id, approval } = await register();
    const answer = await decide(approval, 'approved', '', shirin());
    expect([answer.status, answer.text.includes('clients.same_person')]).toEqual([403, true]);
    expect((await findClient(admin.it.op(), id))?.state).toBe('pending');
  });

  test('an approver decides what others asked for, and asks for nothing himself', async () => {
    const { it, who } = admin;
    await giveRole(it.op(), who.sara, 'approver');
    const approver = () => admin.as(who.sara).set('cookie', 'lang=en');
    const { id, approval } = await register();
    expect((await approver().get('/admin')).text).toContain('You are an approver');
    expect((await approver().get(`/admin/clients/${id}`)).text).not.toContain('method="post"');
    for (const path of [
      '/admin/clients',
      `/admin/clients/${id}/secret`,
      `/admin/clients/${id}/stop`,
      '/admin/emergency',
    ])
      expect((await approver().post(path).type('form').send({})).status).toBe(403);
    expect((await approver().get('/admin/clients/new')).status).toBe(403);
    expect((await approver().get(approval)).text).toContain('/decision"');
    expect((await decide(approval, 'approved', '', approver())).status).toBe(303);
    expect((await findClient(it.op(), id))?.state).toBe('active');
  });

  test('an approver confirms a stop, and lifts none that two have said', async () => {
    const { it, who } = admin;
    await giveRole(it.op(), who.sara, 'approver');
    const { id, approval } = await register();
    await decide(approval, 'approved');
    await shirin().post(`/admin/clients/${id}/stop`).type('form').send({ reason: 'drill' });
    const page = parse((await admin.as(who.sara).get('/admin/stops')).text);
    const path = page.querySelector('main form[action$="/confirmation"]')?.getAttribute('action') ?? '';
    const act = (path: string) => admin.as(who.sara).post(path).type('form').send({});
    expect((await act(path)).status).toBe(303);
    expect((await act(path.replace('confirmation', 'lifting'))).status).toBe(403);
    expect((await findStopOver(it.op(), id))?.state).toBe('confirmed');
  });

  test('an administrator or auditor raising himself, or a colleague, is refused', async () => {
    const { kaveh, shirin } = admin.who;
    for (const by of [kaveh, shirin]) {
      const op = admin.it.op({ kind: 'person', personId: by });
      await expect(giveRole(op, kaveh, 'platform_administrator')).rejects.toMatchObject({
        kind: 'forbidden',
      });
    }
    expect(await staffRoleOf(admin.it.op(), kaveh)).toBe('auditor');
  });
});

test('whoever registers a client reads what it may do once it is approved, and for whom', async () => {
  for (const [kind, words] of [
    ['live', 'برای همه'],
    ['pilot', 'برای کسانی که نام می‌برید'],
    ['sandbox', 'آدم‌های ساختگی'],
  ] as const) {
    const { page } = await register({ kind });
    expect(page.querySelector('main .lede')?.text, kind).toContain(words);
  }
});

describe('on the pages of a client an administrator', () => {
  test('changes it: what would become another is shown to who decides, and counts once he agrees', async () => {
    const { id, approval } = await register();
    await decide(approval, 'approved');
    const path = `/admin/clients/${id}/change`;
    const form = parse((await shirin().get(path)).text);
    const typed = Object.fromEntries(
      form
        .querySelectorAll('main input[name], main textarea[name]')
        .map(box => [box.getAttribute('name'), box.getAttribute('value') ?? box.text.trim()]),
    );
    const chosen = { auth_method: 'client_secret_basic', security_profile: 'baseline' };
    const wrong = await shirin()
      .post(path)
      .type('form')
      .send({ ...typed, ...chosen, redirect_uris: 'x' });
    expect([wrong.status, wrong.text.includes('id="redirect_uris-error"')]).toEqual([400, true]);
    const redirect_uris = 'https://salary.tax.gov.ir/new';
    const sent = await shirin()
      .post(path)
      .type('form')
      .send({ ...typed, ...chosen, redirect_uris });
    const waiting = String(sent.headers.location);
    expect([sent.status, waiting]).toEqual([303, expect.stringMatching('^/admin/approvals/')]);
    expect((await farhad().get(waiting)).text).toContain(redirect_uris);
    await decide(waiting, 'approved');
    expect((await findClient(admin.it.op(), id))?.metadata.redirect_uris).toEqual([redirect_uris]);
  });

  test('writes a new version of a purpose: searched, looked at, then sent; less of it works at once', async () => {
    const { id, approval } = await register();
    await decide(approval, 'approved');
    const path = `/admin/clients/${id}/purposes`;
    const page = parse((await shirin().get(`${path}/new?of=payroll-list`)).text);
    const text = (name: string) => {
      const box = page.querySelector(`main [name="${name}"]`);
      return box?.getAttribute('value') ?? box?.text.trim() ?? '';
    };
    const names = ['purpose', 'purpose_fa', 'purpose_en', 'text_fa', 'text_en', 'law_fa', 'law_en'];
    const rest = ['body_fa', 'body_en', 'law_number', 'law_date', 'articles', 'retention_fa', 'retention_en'];
    const typed = {
      ...Object.fromEntries([...names, ...rest, 'consent_days'].map(name => [name, text(name)])),
      basis: 'law',
      level: '2',
      subjects: 'legal_entity',
      fields: checked(page, 'fields'),
    };
    const post = (more: object) =>
      shirin()
        .post(path)
        .type('form')
        .send({ ...typed, ...more });
    const found = parse((await post({ do: 'search', field_search: 'سرمایه' })).text);
    expect(found.querySelector('input[value="entity.capital"]')).not.toBeNull();
    expect(checked(found, 'fields')).toEqual(['entity.legal_id', 'entity.legal_name']);

    const wide = { fields: [...typed.fields, 'entity.capital'] };
    const seen = parse((await post({ ...wide, do: 'send' })).text);
    expect(seen.querySelector('#preview')).not.toBeNull();
    expect(seen.text).toContain('قلم تازه دارد.');
    const mark = seen.querySelector('input[name="seen"]')?.getAttribute('value') ?? '';
    const other = await post({ do: 'send', seen: mark });
    expect(other.text).toContain('چیزی عوض نشده است.');
    const sent = await post({ ...wide, do: 'send', seen: mark });
    const waiting = String(sent.headers.location);
    expect(waiting).toMatch(/^\/admin\/approvals\//);
    await decide(waiting, 'approved');
    const less = parse((await post({ do: 'preview' })).text);
    expect(less.text).toContain('این نسخه کمتر می‌خواهد');
    const back = less.querySelector('input[name="seen"]')?.getAttribute('value') ?? '';
    expect((await post({ do: 'send', seen: back })).headers.location).toBe(`/admin/clients/${id}#purposes`);
    const [now] = await listPurposes(admin.it.op(), id);
    expect([now?.version, now?.state, now?.fields.length]).toEqual([3, 'active', 2]);
    expect((await post({ do: 'preview', text_en: '' })).status).toBe(400);
  });

  test('makes a second secret on the page of secrets, and revokes the first', async () => {
    const { id, secret } = await register();
    const page = `/admin/clients/${id}/credentials`;
    expect((await kaveh().get(page)).text).not.toContain('method="post"');
    const wrong = await shirin().post(`/admin/clients/${id}/secrets`).type('form').send({ days: '365' });
    expect([wrong.status, wrong.text.includes('id="label-error"')]).toEqual([400, true]);
    const made = await shirin()
      .post(`/admin/clients/${id}/secrets`)
      .type('form')
      .send({ label: 'سال نو', days: '365' });
    const fresh = parse(made.text).querySelectorAll('.act dd')[1]?.text.trim() ?? '';
    expect([made.status, await proveBySecret(admin.it.op(), id, fresh)]).toEqual([201, 'proved']);
    const list = await shirin().get(page);
    expect(list.text).toContain('سال نو');
    expect(list.text).not.toContain(fresh);
    const revoke =
      parse(list.text).querySelector('form[action$="/revocation"]')?.getAttribute('action') ?? '';
    await shirin().post(revoke).type('form').send({});
    const proofs = [secret, fresh].map(one => proveBySecret(admin.it.op(), id, one));
    expect((await Promise.all(proofs)).sort()).toEqual(['proved', 'unknown']);
  });
});

function checked(page: HTMLElement, name: string): string[] {
  return page
    .querySelectorAll(`input[name="${name}"]`)
    .filter(box => box.hasAttribute('checked'))
    .map(box => box.getAttribute('value') ?? '')
    .sort();
}
