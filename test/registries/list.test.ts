import { expect, test } from 'vitest';
import { findRegistry, getRegistry, registryList } from '../../src/registries/index.ts';

test('the law names twenty-seven base registries, each with a custodian, numbered from one', () => {
  expect(registryList.map(({ no }) => no)).toEqual(Array.from({ length: 27 }, (_, at) => at + 1));
  expect(new Set(registryList.map(({ key }) => key)).size).toBe(27);
  for (const { name, custodian } of registryList)
    for (const text of [name.fa, name.en, custodian.fa, custodian.en]) expect(text).not.toBe('');
});

test('a registry is found by its key', () => {
  expect(getRegistry('tax')).toMatchObject({ no: 18, custodian: { fa: 'سازمان امور مالیاتی کشور' } });
  expect(findRegistry('weather')).toBeUndefined();
  expect(() => getRegistry('weather')).toThrow();
});
