import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFaults } from '../../src/developer/faults.ts';
import { faultList, quickStarts } from '../../src/developer/index.ts';
import { dictionaries } from '../../src/i18n/index.ts';

test('every refusal has a sentence in both languages that can be read without its numbers', () => {
  expect(faultList.map(({ code }) => code)).toEqual(Object.keys(dictionaries.en.faults).sort());
  for (const { code, fa, en } of faultList) {
    expect(`${fa} ${en}`, code).not.toMatch(/undefined|\[object|NaN|=>/);
    expect(fa, code).toMatch(/[آ-ی]/);
    expect(en, code).toMatch(/^[A-Z“{]/);
  }
});

test('a developer finds a refusal by its code, or by a word of either language with any keyboard', () => {
  const codes = (search: string) => findFaults(search).map(({ code }) => code);
  expect(codes('handover.not_found')).toEqual(['handover.not_found']);
  expect(codes('Reference used expired')).toContain('handover.not_found');
  expect(codes('مرجع سامانه')).toContain('handover.not_found');
  expect(codes('مرجع سامانه')).toEqual(codes('مرجع  سامانه'));
  expect(codes('no such words at all')).toEqual([]);
  expect(codes('')).toHaveLength(faultList.length);
});

test('the programs that the page shows are the files of the repository', () => {
  for (const { file, code } of quickStarts) {
    expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    expect(code.length).toBeGreaterThan(500);
  }
});
