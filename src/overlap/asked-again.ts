import { listActivePurposes } from '../clients/index.ts';
import { findSystemOfClient } from '../directory/index.ts';
import type { Operation } from '../operation.ts';
import { findField } from '../profile/index.ts';
import { type FormRead, matchLabels, readForm } from './forms.ts';
import { labelsOfSchema } from './harvest.ts';

/** What one question of a client's own form turned out to be. */
export interface AskedAgain {
  readonly label: string;
  /** Key of the catalogue; null: nobody knows the answer. */
  readonly field: string | null;
  /** Key of the register that holds it; null: none, or a person's own word. */
  readonly registry: string | null;
  /** Purposes of the client that bring it already. */
  readonly purposes: readonly string[];
  /** The meaning is not sure: a person will look. */
  readonly doubtful: boolean;
}

/**
 * Tells a client which questions of its form Yekbar could answer. Where the client is a system of the directory, the
 * reading is kept, so that administration sees the same.
 * @param schema the JSON Schema of the form as text
 * @throws overlap.not_a_schema, overlap.too_many
 */
export async function checkForm(
  op: Operation,
  clientId: string,
  schema: string,
): Promise<{ questions: readonly AskedAgain[]; kept: FormRead | undefined }> {
  const labels = labelsOfSchema(schema);
  const matches = await matchLabels(op, labels);
  const purposes = await listActivePurposes(op, clientId);
  const questions = matches.map(
    ({ label, field, doubtful }): AskedAgain => ({
      label,
      field,
      registry: field === null ? null : (findField(field)?.registry ?? null),
      purposes: purposes
        .filter(({ fields }) => field !== null && fields.includes(field))
        .map(({ key }) => key),
      doubtful,
    }),
  );
  const system = await findSystemOfClient(op, clientId);
  const input = { source: 'json_schema', text: schema, usesPerYear: null } as const;
  return { questions, kept: system && (await readForm(op, system.number, input)) };
}
