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

/** Serves views/assets below /assets. */
export function assets(): RequestHandler {
  return express.static(folder.pathname, { maxAge: '365d', immutable: true, index: false, redirect: false });
}
