import { record } from '../audit/index.ts';
import type { Purpose } from '../clients/index.ts';
import { giveConsent, shownValues } from '../consent/index.ts';
import type { JointOffice } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { fieldApplies } from '../profile/index.ts';
import type { Approval } from './approval.ts';
import { type ApprovalDocument, textOf } from './document.ts';

/** Fields are released: the permission of all who signed, or, under law, the word that it was shown. */
export async function grantRelease(
  op: Operation,
  approval: Approval,
  { document, purpose }: { readonly document: ApprovalDocument; readonly purpose: Purpose },
  binding: readonly JointOffice[],
): Promise<void> {
  const { id, subjectId, clientId, personId } = approval;
  const offices = binding.map(office => office.id);
  const counted = approval.signatures.filter(one => one.officeId !== null && offices.includes(one.officeId));
  const fields = fieldsOf(approval, purpose);
  const lang = approval.signatures.find(one => one.personId === personId)?.lang ?? op.lang;
  if (purpose.basis === 'law')
    await record(op, {
      kind: 'profile.shown',
      personId,
      subjectId,
      clientId,
      data: { purpose: purpose.key, purpose_id: purpose.id, basis: 'law', fields },
    });
  else if (fields.length > 0)
    await giveConsent(op, {
      personId,
      subjectId,
      clientId,
      purpose,
      fields,
      textLang: lang,
      textHash: approval.hash,
      shown: { text: textOf(document, lang), values: shownValues(lang, document.values) },
      ...(offices.length > 0
        ? { jointly: { approvalId: id, officeIds: offices, personIds: counted.map(one => one.personId) } }
        : {}),
    });
}

/** The fields of the purpose that this kind of subject has: those of the document. */
function fieldsOf(approval: Approval, purpose: Purpose): string[] {
  const kind = approval.subjectType === 'self' ? 'person' : 'entity';
  return purpose.fields.filter(key => fieldApplies(key, kind));
}
