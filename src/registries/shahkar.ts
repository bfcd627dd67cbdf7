import type { Mobile, PersonId } from '../identifiers.ts';
import { ask, type Line } from './ask.ts';
import { RegistryDown } from './down.ts';
import type { Fact, FieldPort, Registries } from './index.ts';
import { about, absent, coded, fact, text } from './reading.ts';

const responses: Readonly<Record<string, boolean>> = { '200': true, '600': false };

/** Shahkar says whether a mobile number is in a person's name. It does not say whose a number is. */
export function shahkarPort(line: Line): Registries['shahkar'] & FieldPort {
  const match = async (id: PersonId, mobile: Mobile, timeoutMs?: number): Promise<Fact<boolean>> => {
    const asOf = line.now();
    const serviceNumber = `0${mobile.slice(3)}`;
    const answer = await ask(
      line,
      '/id-matching',
      { serviceNumber, identificationNo: id },
      from => {
        about(from, 'identificationNo', id);
        about(from, 'serviceNumber', serviceNumber);
        return { value: coded(from, 'response', responses), record: text(from, 'requestId', 40) };
      },
      timeoutMs,
    );
    if (!answer) throw new RegistryDown(line.registry, 'garbage');
    return { ...answer, registry: line.registry, asOf };
  };
  return {
    match: (id, mobile) => match(id, mobile),
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      if (subject.kind !== 'person') return { registry: line.registry, asOf, fields: {} };
      if (!subject.mobile) {
        const fields = { 'person.mobile': absent, 'person.mobile_owned': absent };
        return { registry: line.registry, asOf, fields };
      }
      const answer = await match(subject.id, subject.mobile, timeoutMs);
      const record = { record: answer.record ?? undefined };
      return {
        registry: line.registry,
        asOf,
        fields: {
          'person.mobile': answer.value ? fact(subject.mobile, record) : absent,
          'person.mobile_owned': fact(answer.value, record),
        },
      };
    },
  };
}
