import { inquire } from '../audit/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import type { Evidence } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';

/** Whether the number is in the name of the person today. @returns undefined when Shahkar does not answer */
export async function askShahkar(
  op: Operation,
  identifier: PersonId,
  number: Mobile,
): Promise<Evidence | undefined> {
  const inquiries = inquire(op);
  try {
    const { value, registry, asOf } = await inquiries.registries.shahkar.match(identifier, number);
    return { registry, result: value ? 'matched' : 'not_matched', at: asOf };
  } catch (error) {
    if (error instanceof RegistryDown) return undefined;
    throw error;
  } finally {
    await inquiries.record(op);
  }
}
