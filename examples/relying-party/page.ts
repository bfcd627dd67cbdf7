/** The frame of every page of an example system: its own name and colour, and the honest tag. */
import type { ExampleSystem } from '../systems/index.ts';
import { type Html, html, type Part } from './html.ts';
import type { Login } from './session.ts';
import { type Lang, words } from './words.ts';

export interface Page {
  readonly system: ExampleSystem;
  readonly lang: Lang;
  /** Address of this page, for the switch of language. */
  readonly path: string;
  readonly issuer: string;
  readonly login: Login | undefined;
}

/** @param flip turns with the reading direction */
export function icon(name: string, flip = false): Html {
  return html`<svg class="i${flip && ' flip'}" aria-hidden="true"><use href="/assets/icons.svg#i-${name}"/></svg>`;
}

export function layout(page: Page, title: string, main: Part): string {
  const { lang, system } = page;
  const t = words[lang];
  const other = lang === 'fa' ? 'en' : 'fa';
  const otherLink = html`<a class="lang" lang="${other}" dir="${lang === 'fa' ? 'ltr' : 'rtl'}" hreflang="${other}" href="${page.path}?lang=${other}">${lang === 'fa' ? 'English' : 'فارسی'}</a>`;
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} | ${system.shortName[lang]}</title>
  <link rel="stylesheet" href="/assets/tokens.css">
  <link rel="stylesheet" href="/assets/style.css">
  <link rel="stylesheet" href="/assets/systems.css">
  <link rel="icon" href="data:,">
</head>
<body class="rp ${system.key}">
<a class="skip" href="#main">${t.skip}</a>
<header class="top wrap">
  <p class="logo h3"><a class="plain" href="/">${system.shortName[lang]}</a></p>
  <p class="dim s">${system.agency.name[lang]}</p>
  <div class="end">${page.login ? who(page, page.login) : ''}${otherLink}</div>
</header>
<main id="main" class="wrap">
${main}
</main>
<footer class="foot wrap"><div><span>${t.footer} <a href="${page.issuer}/">${t.yekbar}</a></span><span>${t.demoNote}</span></div></footer>
</body>
</html>
`.text;
}

function who(page: Page, login: Login): Html {
  const t = words[page.lang];
  const entity = login.represented?.type === 'legal_entity' ? login.represented.name : undefined;
  return html`<div class="who"><span class="stay"><b><bdi>${entity ?? login.name ?? t.self}</bdi></b><bdi>${entity ? login.name : t.self}</bdi></span>
    <a href="/sign-in?choose=1">${t.change}</a>
    <form method="post" action="/sign-out"><button class="linkish">${t.signOut}</button></form></div>`;
}

export function head(page: Page, title: string, lede: Part): Html {
  const t = words[page.lang];
  return html`<div class="head"><p class="s"><span class="tag">${icon('info')}${t.demo}</span></p><h1>${title}</h1><p class="lede">${lede}</p></div>`;
}

/** A notice with a bold first sentence. */
export function note(kind: 'bad' | 'wait' | 'ok' | 'brand', sign: string, bold: string, rest: Part): Html {
  return html`<div class="note ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${icon(sign)}<p><b>${bold}</b> ${rest}</p></div>`;
}
