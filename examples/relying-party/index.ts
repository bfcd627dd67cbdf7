/**
 * A relying party as an integrator would write it: `connect.ts` is the part to copy, the rest is one small website.
 * One program, two systems: what a system is stands in ../systems as data.
 */
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { createReceiver, type Event } from '../event-receiver/receive.ts';
import type { ExampleSystem } from '../systems/index.ts';
import { systems } from '../systems/index.ts';
import { connect } from './connect.ts';
import { emptyBoxes, type Form, fillForm } from './form.ts';
import { note, type Page } from './page.ts';
import { donePage, formPage, frontPage, refusal, sentencePage } from './pages.ts';
import { type Represented, readAnswer } from './profile.ts';
import { createSessions, type Login } from './session.ts';
import { type Lang, words } from './words.ts';

const CHANGED = 'urn:yekbar:event:profile-changed';

export interface RelyingParty {
  readonly url: string;
  close(): Promise<void>;
}

export interface RelyingPartyOptions {
  readonly system: ExampleSystem['key'];
  /** 0 takes a free one. */
  readonly port: number;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where browsers reach it; localhost and the port unless told. */
  readonly base?: string;
  readonly host?: string;
  /** Is told by events when something changed that it fetched; from the first sign-in on. */
  readonly listens?: boolean;
}

/** Starts one example system in this process. It reads Yekbar's discovery document at the first sign-in. */
export async function startRelyingParty(options: RelyingPartyOptions): Promise<RelyingParty> {
  const app = express().disable('x-powered-by').disable('etag');
  const server = app.listen(options.port, options.host ?? 'localhost');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const base = options.base ?? `http://localhost:${(server.address() as AddressInfo).port}`;
  const stop = new AbortController();
  mount(app, options, base, stop.signal);
  return {
    url: base,
    close: () =>
      new Promise<void>(resolve => {
        stop.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function mount(app: express.Express, options: RelyingPartyOptions, base: string, stop: AbortSignal): void {
  const system = systems[options.system];
  const issuer = options.issuer.replace(/\/+$/, '');
  const yekbar = connect({ ...options, issuer, base, purpose: system.purpose.key });
  const sessions = createSessions(`rp_${system.key}`, base.startsWith('https:'));

  const pageOf = (req: Request): Page => ({
    system,
    issuer,
    lang: langOf(req),
    path: req.path,
    login: sessions.find(req)?.login,
  });

  let listening = false;
  /** Events are fetched from the first sign-in on: before it there is nobody to tell. */
  function listen(): void {
    if (listening || !options.listens) return;
    listening = true;
    const { clientId, clientSecret } = options;
    const receiver = createReceiver({ issuer, clientId, clientSecret, name: system.key });
    const note = ({ type, subject }: Event) => {
      if (type === CHANGED && subject.format !== 'complex') sessions.noteChange(subject);
    };
    void receiver.listen([CHANGED], note, stop);
  }

  /** Fetches the profile into the login; a token that has ended is renewed once. */
  async function fetchProfile(login: Login, lang: Lang): Promise<void> {
    let response = await yekbar.profile(login.tokens, lang);
    const renewed = response.status === 401 ? await yekbar.refresh(login.tokens) : undefined;
    if (renewed) {
      login.tokens = renewed;
      response = await yekbar.profile(renewed, lang);
    }
    const { profile, problem } = await readAnswer(response);
    login.profile = profile;
    login.problem = problem;
    login.fetchedAt = profile && new Date();
    login.changed = false;
    const name = profile?.fields['person.full_name']?.value;
    login.name = typeof name === 'string' ? name : undefined;
  }

  app.use((_req, res, next) => {
    res.setHeader(
      'content-security-policy',
      // Chromium holds form-action against the redirect that follows the sign-out form.
      `default-src 'self'; img-src 'self' data:; form-action 'self' ${new URL(issuer).origin}; base-uri 'none'; frame-ancestors 'none'`,
    );
    res.setHeader('referrer-policy', 'strict-origin');
    res.setHeader('x-content-type-options', 'nosniff');
    next();
  });
  for (const folder of ['../../views/assets/', '../assets/'])
    app.use(
      '/assets',
      express.static(new URL(folder, import.meta.url).pathname, { index: false, maxAge: '1h' }),
    );
  app.use((req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    const asked = req.query.lang;
    if (asked === 'fa' || asked === 'en') res.cookie('rp_lang', asked, { sameSite: 'lax', path: '/' });
    next();
  });

  app.get('/', (req, res) => {
    const page = pageOf(req);
    const { login } = page;
    if (!login) return void res.send(frontPage(page));
    const notice = login.problem && refusal(page, login.problem);
    res.send(formPage(page, formOf(system, login), notice ? { notice } : {}));
  });

  app.get('/by-hand', (req, res) => {
    const page = { ...pageOf(req), login: undefined };
    res.send(formPage(page, fillForm(system, 'legal_entity', undefined)));
  });

  // Also where Yekbar's own window sends people: third-party initiated login (OpenID Connect Core, section 4).
  app.get('/sign-in', async (req, res) => {
    const { iss, entity_hint: hint } = req.query;
    if (iss !== undefined && iss !== issuer) return void lost(pageOf(req), res);
    const { url, attempt } = await yekbar.begin({
      lang: langOf(req),
      choose: req.query.choose !== undefined,
      entity: typeof hint === 'string' && /^(self|\d{11})$/.test(hint) ? hint : undefined,
    });
    sessions.keep(sessions.findOrStart(req, res), attempt);
    res.redirect(303, url.href);
  });

  app.get('/callback', async (req, res) => {
    const session = sessions.find(req);
    const state = typeof req.query.state === 'string' ? req.query.state : '';
    const attempt = session?.attempts.get(state);
    // The back button after a finished sign-in: the form is there already.
    if (!attempt && session?.login) return void res.redirect(303, '/');
    if (!session || !attempt) return void lost(pageOf(req), res);
    session.attempts.delete(state);
    if (req.query.error !== undefined) return void denied(pageOf(req), res, String(req.query.error));
    const { claims, tokens } = await yekbar.finish(req.originalUrl.slice(req.path.length), attempt);
    const login: Login = {
      sub: claims.sub,
      sid: typeof claims.sid === 'string' ? claims.sid : undefined,
      name: undefined,
      represented: claims.represented as Represented | undefined,
      tokens,
      profile: undefined,
      fetchedAt: undefined,
      changed: false,
      problem: undefined,
    };
    await fetchProfile(login, langOf(req));
    sessions.signIn(req, res, login);
    listen();
    res.redirect(303, '/');
  });

  app.post('/profile', async (req, res) => {
    const login = sessions.find(req)?.login;
    if (login) await fetchProfile(login, langOf(req));
    res.redirect(303, '/');
  });

  app.post('/form', express.urlencoded({ extended: false, limit: '32kb' }), (req, res) => {
    const page = pageOf(req);
    const body: Record<string, unknown> = req.body ?? {};
    const form = formOf(system, body.by_hand === 'yes' ? undefined : page.login);
    const empty = emptyBoxes(form, body);
    if (empty.size === 0) return void res.send(donePage(page));
    res.status(422).send(formPage(page, form, { typed: body, empty }));
  });

  app.post('/sign-out', async (req, res) => {
    const login = sessions.find(req)?.login;
    sessions.end(req, res);
    res.redirect(303, login ? (await yekbar.signOut(login.tokens)).href : '/');
  });

  app.post(
    '/backchannel-logout',
    express.urlencoded({ extended: false, limit: '16kb' }),
    async (req, res) => {
      try {
        sessions.endOf(await yekbar.readLogout(String(req.body?.logout_token ?? '')));
        res.sendStatus(200);
      } catch {
        res.status(400).json({ error: 'invalid_request' });
      }
    },
  );

  app.use((req, res) => {
    const page = pageOf(req);
    res.status(404).send(sentencePage(page, words[page.lang].notFound, ''));
  });
  app.use(failed(pageOf));
}

function formOf(system: ExampleSystem, login: Login | undefined): Form {
  return fillForm(system, login?.represented?.type ?? 'legal_entity', login?.profile);
}

function langOf(req: Request): Lang {
  const asked = req.query.lang ?? /(?:^|; ?)rp_lang=(fa|en)/.exec(req.get('cookie') ?? '')?.[1];
  return asked === 'en' ? 'en' : 'fa';
}

/** She did not allow it: the form is there to be written by hand, as she was told. */
function denied(page: Page, res: Response, error: string): void {
  const t = words[page.lang];
  if (error !== 'access_denied') {
    const detail = note('bad', 'warn', t.code, error.slice(0, 80));
    res.status(400).send(sentencePage(page, t.failed, t.failedText, detail));
    return;
  }
  const empty = { ...page, login: undefined };
  const notice = note('wait', 'info', t.denied, t.deniedText);
  res.send(formPage(empty, fillForm(page.system, 'legal_entity', undefined), { notice }));
}

function lost(page: Page, res: Response): void {
  res.status(400).send(sentencePage(page, words[page.lang].lost, words[page.lang].lostText));
}

/** A refusal by Yekbar carries an OAuth error code; anything else means that it does not answer. */
function failed(pageOf: (req: Request) => Page): express.ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return void next(error);
    const page = pageOf(req);
    const t = words[page.lang];
    const code = errorCode(error);
    console.error(`${page.system.key}: ${req.method} ${req.path}: ${code ?? 'no answer'}`);
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (code === undefined && typeof status === 'number' && status < 500)
      return void res.status(status).send(sentencePage(page, t.failed, ''));
    if (code !== undefined)
      res.status(400).send(sentencePage(page, t.failed, t.failedText, note('bad', 'warn', t.code, code)));
    else res.status(503).send(sentencePage(page, t.down, t.downText));
  };
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('error' in error)) return undefined;
  return typeof error.error === 'string' ? error.error : undefined;
}
