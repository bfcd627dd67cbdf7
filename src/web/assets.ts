import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import express, { type RequestHandler } from 'express';

const folder = new URL('../../views/assets/', import.meta.url);

/** Changes with any stylesheet, icon or script: part of their addresses, so that they may be cached for good. */
export const assetVersion = createHash('sha256')
  .update(
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(new URL(entry.name, folder), 'utf8'))
      .join('\n'),
  )
  .digest('hex')
  .slice(0, 8);

/** The one script that pages of other systems load, by an address without a version. */
const WIDGET = '/already.js';

/** Where the keys of the fields that registers hold are written into it. */
const HELD = 'const held = {};';

/** Serves views/assets below /assets. @param held keys of the fields that registers hold, for the note on other pages */
export function assets(held: Readonly<Record<string, string>> = {}): RequestHandler {
  const widget = readFileSync(new URL(`.${WIDGET}`, folder), 'utf8').replace(
    HELD,
    () => `const held = ${JSON.stringify(held)};`,
  );
  const files = express.static(folder.pathname, {
    maxAge: '365d',
    immutable: true,
    index: false,
    redirect: false,
  });
  return (req, res, next) => {
    if (req.path === WIDGET) {
      res.setHeader('cross-origin-resource-policy', 'cross-origin');
      res.setHeader('cache-control', 'public, max-age=3600');
      res.type('text/javascript').send(widget);
      return;
    }
    files(req, res, next);
  };
}
