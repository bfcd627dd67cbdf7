/** Choices that look random and are the same for the same number. */

export const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** A number that looks like no row of its neighbours; the same for the same n. */
export const mixed = (n: number, salt: number): number =>
  Math.imul(n ^ (salt * 0x9e3779b1), 0x85ebca6b) >>> 0;
