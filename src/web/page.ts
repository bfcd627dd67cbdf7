import type { Request, Response } from 'express';
import { beside } from '../beside.ts';
import { type Both, type Format, format, type Lang, type Messages, messages } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { assetVersion } from './assets.ts';
import type { Html } from './html.ts';
import { type Announced, operationOf, type Web } from './operation.ts';

/** Who reads the page, when signed in. */
export interface Reader {
  readonly name: string;
  /** May open the administration pages. */
  readonly staff: boolean;
  /** May change things there, and not only look. */
  readonly administrator: boolean;
}

/** A person of the demo, whose password everybody knows. */
export interface Guest {
  readonly name: Both;
  readonly identifier: string;
  readonly password: string;
}

/** What every view gets first: the reader's language, words, forms of numbers and dates, and the page's place. */
export interface Page {
  readonly lang: Lang;
  readonly t: Messages;
  readonly format: Format;
  /** Address of this page in the other language. */
  readonly otherLang: string;
  readonly path: string;
  readonly tracking: string;
  readonly issuer: string;
  readonly at: Date;
  readonly reader: Reader | undefined;
  /** Name of the entity that the reader is acting for on the way that this page is part of. */
  readonly actingFor?: string | undefined;
  readonly demo: boolean;
  readonly guest?: Guest | undefined;
  /** What is announced now. */
  readonly announced: readonly Announced[];
  readonly assetVersion: string;
}

const acting = beside<Request, string>('acting for');

/** From now on every page that answers this request says for whom the reader acts, a page of an error too. */
export function sayActingFor(req: Request, name: string): void {
  acting.set(req, name);
}

/** @param op an operation whose language stands (steps of sign-in choose it by ui_locales) */
export async function pageOf(web: Web, req: Request, op: Operation = operationOf(req)): Promise<Page> {
  const other = placeOf(req, web.system.config.issuer);
  other.searchParams.set('lang', op.lang === 'fa' ? 'en' : 'fa');
  return {
    lang: op.lang,
    t: messages(op.lang),
    format: format(op.lang),
    otherLang: other.pathname + other.search,
    path: other.pathname,
    tracking: op.tracking,
    issuer: web.system.config.issuer,
    at: op.at,
    reader: op.actor.kind === 'person' ? await web.describeReader(op, op.actor.personId) : undefined,
    actingFor: acting.get(req),
    demo: web.system.config.demo,
    guest: web.guest,
    announced: (await web.announced?.(op)) ?? [],
    assetVersion,
  };
}

/** Where a page stands. An address with two slashes before it would be read as another house. */
function placeOf({ originalUrl }: Request, issuer: string): URL {
  const url = new URL(originalUrl.replace(/^[/\\]*/, '/'), issuer);
  url.pathname = url.pathname.replace(/^\/+/, '/');
  return url;
}

/** Pages with personal data are never stored by caches; public ones may say otherwise before. */
export function sendPage(res: Response, view: Html, status = 200): void {
  if (!res.hasHeader('cache-control')) res.setHeader('cache-control', 'no-store');
  res.status(status).type('html').send(`<!doctype html>\n${view.text}`);
}
