import type { Request } from 'express';
import { expect, test } from 'vitest';
import { onward } from '../../src/web/index.ts';

const rows = ['a', 'b', 'c&d', 'e'];
const turn = (originalUrl: string, more: { path?: string; asked?: string; name?: string } = {}) =>
  onward({ originalUrl } as Request, rows, { most: 3, keyOf: row => row, ...more });

test('a list that fits on its page does not go on', () => {
  const all = onward({ originalUrl: '/list' } as Request, rows, { most: 4, keyOf: row => row });
  expect(all).toEqual({ rows, more: undefined });
});

test('a longer one goes on from its last row, by the same filters, in whatever language is read', () => {
  expect(turn('/list')).toEqual({ rows: ['a', 'b', 'c&d'], more: '/list?after=c%26d' });
  expect(turn('/list?q=%D8%A8&lang=en&after=0').more).toBe('/list?q=%D8%A8&after=c%26d');
  expect(turn('/list?state=all', { name: 'before' }).more).toBe('/list?state=all&before=c%26d');
});

test('shown again by another address it goes on where it stands', () => {
  expect(turn('/list/1/reply', { path: '/list', asked: 'state=all' }).more).toBe(
    '/list?state=all&after=c%26d',
  );
});

test('the way on never leads out of the house', () => {
  for (const address of [
    '//elsewhere.example/list',
    '/\\\\elsewhere.example/list',
    '\\\\elsewhere.example/list',
  ])
    expect(turn(address).more, address).toMatch(/^\/(?![/\\])/);
});
