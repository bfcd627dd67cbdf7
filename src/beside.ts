/**
 * What is known about an object and does not belong to its type: kept on the object itself, under a symbol that only
 * its keeper has. A WeakMap would say the same, but V8 holds what such a map gives until the next two collections are
 * over: with an entry for each request, all that a request left behind ended in the old generation (decision 0062).
 */
export interface Beside<K extends object, V> {
  get(of: K): V | undefined;
  set(of: K, value: V): void;
}

export function beside<K extends object, V>(name: string): Beside<K, V> {
  const key = Symbol(name);
  type Keeping = K & { [key]?: V };
  return {
    get: of => (of as Keeping)[key],
    set: (of, value) => {
      (of as Keeping)[key] = value;
    },
  };
}
