/** The two shells of every page: the plain one, and the flow with the night panel. */
import { type Html, html, type Renderable } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import type { FlowPanel } from './flow/data.ts';
import { door } from './flow/door.ts';
import { announced, systemKey } from './parts/announced.ts';
import { icon, mark } from './parts/icon.ts';
import { rich } from './parts/rich.ts';

export interface LayoutOptions {
  /** Name of the page, without that of the product. */
  readonly title: string;
  readonly current?: 'systems' | 'record' | 'fields' | 'status' | 'admin';
  /** The main part sets its own width (the window, wide tables); else it stands in the column. */
  readonly wide?: boolean;
  /** The title says that something in the page is wrong. */
  readonly error?: boolean;
}

export interface FlowOptions {
  readonly title: string;
  readonly width: 'slim' | 'mid' | 'wide' | 'full';
  readonly error?: boolean;
  /** Says who is signed in and lets her out; the steps of a sign-in say it in their panel. */
  readonly who?: boolean;
}

export function layout(page: Page, options: LayoutOptions, main: Html): Html {
  const { t } = page;
  const links = [
    { key: 'systems', href: '/', text: t.common.nav.systems },
    { key: 'record', href: '/me', text: t.common.nav.record },
    { key: 'fields', href: '/catalogue', text: t.common.nav.fields },
    { key: 'status', href: '/status', text: t.common.nav.status },
    ...(page.reader?.staff ? [{ key: 'admin', href: '/admin', text: t.common.nav.admin }] : []),
  ];
  return html`${head(page, options)}
<body>
<a class="skip" href="#main">${t.common.skip}</a>
<header class="top wrap">
  ${logo(page)}
  <nav aria-label="${t.common.nav.label}"><ul class="nav">${links.map(
    link =>
      html`<li><a href="${link.href}"${link.key === options.current && html` aria-current="${link.href === page.path ? 'page' : 'true'}"`}>${link.text}</a></li>`,
  )}</ul></nav>
  <div class="end">${actingFor(page)}${languageSwitch(page)}${who(page)}</div>
</header>
<main id="main"${!options.wide && html` class="wrap"`}>
${announced(page, [null], 'wrap mt4')}${main}
</main>
<footer class="foot wrap">${foot(page)}</footer>
</body>
</html>`;
}

/** @param panel what the person is on the way to; undefined where nobody knows (errors) */
export function flowLayout(page: Page, panel: FlowPanel | undefined, options: FlowOptions, main: Html): Html {
  const width = { slim: 'slim stack', mid: 'mid stack g5', wide: 'slim wide stack g5', full: '' }[
    options.width
  ];
  return html`${head(page, options)}
<body class="flow">
<a class="skip" href="#main">${page.t.common.skip}</a>
<header class="top">${logo(page)}<div class="end">${actingFor(page)}${languageSwitch(page)}${options.who && page.reader && who(page)}</div></header>
${door(page, panel)}
<main id="main"${width && html` class="${width}"`}>
${announced(page, [null, ...(panel?.lit ?? []).map(systemKey)], 'mt4')}${main}
</main>
<footer class="foot">${foot(page)}</footer>
</body>
</html>`;
}

function head(page: Page, options: { title: string; error?: boolean }): Html {
  const { t, assetVersion } = page;
  const title = t.common.title(options.error ? t.errors.prefix(options.title) : options.title);
  return html`<html lang="${page.lang}" dir="${page.lang === 'fa' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="theme-color" content="#f7f5f0" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#12141d" media="(prefers-color-scheme: dark)">
<link rel="preload" href="/assets/fonts/vazirmatn-variable.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/tokens.css?v=${assetVersion}">
<link rel="stylesheet" href="/assets/style.css?v=${assetVersion}">
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg?v=${assetVersion}">
</head>`;
}

function logo(page: Page): Html {
  return html`<a class="logo" href="/">${mark}${page.t.common.name}</a>`;
}

function languageSwitch(page: Page): Html {
  const other = page.lang === 'fa' ? 'en' : 'fa';
  return html`<a class="lang" lang="${other}" dir="${other === 'fa' ? 'rtl' : 'ltr'}" hreflang="${other}" href="${page.otherLang}">${page.t.common.otherLanguage}</a>`;
}

function who(page: Page): Html {
  const { t } = page;
  if (!page.reader)
    return html`<a class="btn line sm" href="/sign-in">${icon(page, 'enter', { flip: true })}${t.common.signIn}</a>`;
  return html`<div class="who"><b><bdi>${page.reader.name}</bdi></b><a href="/sign-out">${t.common.signOut}</a></div>`;
}

/** For whom the reader acts here; nothing where that is not a question. */
function actingFor({ t, actingFor }: Page): Renderable {
  return (
    actingFor &&
    html`<span>${rich(slot => t.common.actingFor(slot(html`<b><bdi>${actingFor}</bdi></b>`)))}</span>`
  );
}

function foot(page: Page): Html {
  const { t } = page;
  return html`<div>
  <a href="/accessibility">${t.common.foot.accessibility}</a>
  <a href="/catalogue">${t.common.foot.fields}</a>
  <a href="/transparency">${t.transparency.title}</a>
  <a href="/developers">${t.common.foot.developers}</a>
  <a href="/overlap">${t.common.foot.overlap}</a>${
    page.demo &&
    html`
  <span>${t.common.demoNote}</span>`
  }
  <span class="end">${t.common.foot.tracking} <span class="code">${page.tracking}</span></span>
</div>`;
}
