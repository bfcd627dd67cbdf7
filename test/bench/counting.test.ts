import { expect, test } from 'vitest';
import { createCounter } from '../../bench/counting.ts';

test('a transaction that writes is one commit, however many statements it has; one that reads is none', () => {
  const { listener, read } = createCounter();
  for (const sql of ['begin', 'insert into "a" values (1)', 'update "b" set "c" = 1', 'commit'])
    listener(sql);
  expect(read()).toEqual({ statements: 2, writeCommits: 1 });
  for (const sql of ['begin', 'select 1 from "a" for update', 'commit']) listener(sql);
  expect(read()).toEqual({ statements: 3, writeCommits: 1 });
});

test('a write outside of a transaction is a commit of its own, also inside a common table expression', () => {
  const { listener, read } = createCounter();
  listener('with "x" as (insert into "a" values (1) returning *) select * from "x"');
  listener('delete from "a" where "b" = 1');
  listener('select "updated_at" from "a"');
  expect(read()).toEqual({ statements: 3, writeCommits: 2 });
});

test('what was rolled back is no commit', () => {
  const { listener, read } = createCounter();
  for (const sql of ['begin', 'insert into "a" values (1)', 'rollback']) listener(sql);
  expect(read().writeCommits).toBe(0);
});
