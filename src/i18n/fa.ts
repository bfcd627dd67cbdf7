/** Every word that a reader of Persian meets, by area. The source of truth: `en` satisfies its type. */
import { common } from './fa/common.ts';
import { faults } from './fa/faults.ts';

export const fa = { common, faults };

type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widen<T[K]> };
export type Messages = Widen<typeof fa>;
