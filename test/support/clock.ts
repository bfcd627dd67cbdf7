/** A clock that a test sets. It stands still in between, so that dates on pages are the same in every run. */
export interface Clock {
  now(): Date;
  set(at: Date | string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

/** Saturday 30 Aban 1405, 10:52 in Tehran. */
export const TODAY = '2026-11-21T07:22:00Z';

export function testClock(start: Date | string = TODAY): Clock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: moment => {
      at = new Date(moment).getTime();
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}
