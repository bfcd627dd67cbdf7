import { countOverlap, decideLabel, listDoubts, overlapJson, readForm } from '../../overlap/index.ts';
import { readBody, textOf } from '../read-json.ts';
import { type Address, limitOf } from './address.ts';

/** The addresses of the admin API that are about what forms ask. */
export function overlapApi(address: Address): void {
  address('get', '/overlap', 'admin:read', async op => overlapJson(await countOverlap(op)));
  address('get', '/overlap/doubts', 'admin:read', async (op, req) => {
    const doubts = await listDoubts(op, limitOf(req));
    return {
      items: doubts.map(({ words, label, field, times, systems }) => ({
        words,
        label,
        guess: field,
        times,
        systems,
      })),
    };
  });
  address('post', '/overlap/decisions', 'admin:write', async (op, req) => {
    const body = readBody(req.body);
    const field = body.field === null ? null : textOf(body.field);
    return { questions: await decideLabel(op, textOf(body.words), field) };
  });
  address('post', '/systems/:number/form', 'admin:write', async (op, req) => {
    const body = readBody(req.body);
    const { schema, uses_per_year: uses } = body;
    return readForm(op, Number(req.params.number), {
      source: schema === undefined ? 'html' : 'json_schema',
      text: schema === undefined ? textOf(body.html) : JSON.stringify(schema),
      usesPerYear: uses === undefined || uses === null ? null : typeof uses === 'number' ? uses : Number.NaN,
    });
  });
}
