import { readIban, readLegalId, readNationalId } from '../identifiers.ts';
import type { Json } from '../registries/index.ts';

/** Numbers that carry their own check, by the name under which values hold them. */
const checks: Readonly<Record<string, (text: string) => unknown>> = {
  iban: readIban,
  national_id: readNationalId,
  legal_id: readLegalId,
};

/** Whether every number inside a value that carries a check passes it: a schema sees digits, not their sum. */
export function numbersAreRight(name: string, value: Json): boolean {
  if (typeof value === 'string') {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    return !check || check(value) === value;
  }
  if (typeof value !== 'object' || value === null) return true;
  const parts: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map(item => [name, item] as const)
    : Object.entries(value);
  return parts.every(([part, item]) => numbersAreRight(part, item));
}
