import { errors } from 'oidc-provider';
import { machineOfClient } from '../machines/index.ts';
import type { Artifacts } from './adapter.ts';
import { accessTokenId, artifactId, sealPayload } from './artifact.ts';
import { contextHere, operationAt } from './context.ts';
import type { Artifact } from './store.ts';

/** Found by the release only: to the engine it is no access token of a person. */
const KIND = 'MachineToken';

/**
 * A token of an entity's own software opens the profile API under a binding of its own: in the name of its maker, for
 * his entity, by his office, for its purpose. The release asks that binding at every call, as it does for people.
 * @throws UnauthorizedClient when the software has ended, or its maker can no longer act for the entity alone
 */
export async function bindMachine(artifacts: Artifacts, id: string, token: Artifact): Promise<void> {
  const { system } = artifacts;
  const op = operationAt(system, contextHere());
  const machine = await machineOfClient(op, token.client_id ?? '');
  if (!machine) throw new errors.UnauthorizedClient('this software has ended');
  const grant = artifactId('Grant', `machine ${id}`);
  await artifacts.bind({
    grant_id: grant,
    person_id: machine.makerId,
    subject_id: machine.entityId,
    subject_type: 'legal_entity',
    office_id: machine.officeId,
    mandate_id: null,
    client_id: machine.clientId,
    purpose_id: machine.purposeId,
    consent_id: machine.consentId,
    session_uid: null,
    created_at: op.at,
    ended_at: null,
    approval_id: null,
  });
  const key = accessTokenId(id);
  await artifacts.upsert({
    ...token,
    id: key,
    kind: KIND,
    payload: sealPayload(system.keys.artifact, KIND, key, {}),
    grant_id: grant,
    business_profile: true,
  });
}
