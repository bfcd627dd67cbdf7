import { type Request, type Response, Router } from 'express';
import type { MachineForm, MachineListed } from '../../views/machines/data.ts';
import { machinePage, machinesPage, newMachinePage, reviewMachinePage } from '../../views/machines/pages.ts';
import { valueGroupsOf } from '../approvals/index.ts';
import { withdrawConsent } from '../consent/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { findPerson, personKnownAs } from '../identity/index.ts';
import { listPowers } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { catalogue, fieldApplies, fieldLabel, findField } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';
import { latinDigits } from '../text.ts';
import {
  formText,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  statusOf,
  type Web,
} from '../web/index.ts';
import { getMachineOf, listMachines, type Machine } from './find.ts';
import { makeMachine, type NewMachine, reviewMachine } from './make.ts';

type Named = Request<{ id: string }>;
/** The box that a refusal is about. */
const boxes: Readonly<Record<string, string | undefined>> = {
  'machines.office_needed': 'entity',
  'machines.name': 'name',
  'machines.key': 'jwks',
  'machines.days': 'days',
  'machines.fields': 'fields',
};
const DAY_MS = 86_400_000;
const entityFields = catalogue.map(field => field.key).filter(key => fieldApplies(key, 'entity'));

/** An entity's own software, as those see it who sign for the entity. */
export function machineRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/machines', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const machines: MachineListed[] = [];
    for (const one of await listMachines(op, personIdOf(op))) machines.push(await listed(op, one));
    const mayMake = (await makers(op)).length > 0;
    sendPage(res, machinesPage(await pageOf(web, req, op), { machines, mayMake }));
  });

  // The second is a reload of a page that answered the form.
  router.get(['/me/machines/new', '/me/machines/review'], signedIn, async (req: Request, res: Response) => {
    await form(req, res, { entity: '', name: '', jwks: '', days: '90', fields: [] }, undefined);
  });

  router.post('/me/machines/review', signedIn, postForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const typed = typedIn(req);
    try {
      const review = await reviewMachine(op, personIdOf(op), inputOf(typed));
      const page = await pageOf(web, req, op);
      const view = reviewMachinePage(page, {
        entity: review.power.entity.name[op.lang],
        entityId: typed.entity,
        name: review.name,
        jwks: JSON.stringify(review.keys),
        fields: review.fields,
        days: review.days,
        until: new Date(op.at.getTime() + review.days * DAY_MS),
        groups: valueGroupsOf(page, review.values),
        hash: review.hash.toString('hex'),
      });
      sendPage(res, view);
    } catch (error) {
      if (!isFault(error)) throw error;
      await form(req, res, typed, error);
    }
  });

  router.post('/me/machines', signedIn, postForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const typed = typedIn(req);
    try {
      const shown = Buffer.from(formText(req, 'shown', 100), 'hex');
      const machine = await makeMachine(op, personIdOf(op), inputOf(typed), shown);
      res.redirect(303, `/me/machines/${machine.id}`);
    } catch (error) {
      if (!isFault(error)) throw error;
      await form(req, res, typed, error);
    }
  });

  router.get('/me/machines/:id', signedIn, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const machine = await getMachineOf(op, personIdOf(op), req.params.id);
    const maker = machine.makerId === personIdOf(op) ? undefined : await findPerson(op, machine.makerId);
    const view = machinePage(await pageOf(web, req, op), {
      ...(await listed(op, machine)),
      fields: machine.fields.map(key => fieldLabel(key, op.lang)),
      maker: maker && personKnownAs(maker, op.lang),
      endedAt: machine.endedAt ?? undefined,
      consentId: machine.consentId,
      tokenEndpoint: `${web.system.config.issuer}/token`,
      profile: `${web.system.config.issuer}/api/v1/profile`,
    });
    sendPage(res, view);
  });

  router.post('/me/machines/:id/end', signedIn, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const machine = await getMachineOf(op, personIdOf(op), req.params.id);
    await withdrawConsent(op, machine.consentId);
    res.redirect(303, `/me/machines/${machine.id}`);
  });

  const form = async (req: Request, res: Response, typed: MachineForm['typed'], fault: Fault | undefined) => {
    const op = operationOf(req);
    const view = newMachinePage(await pageOf(web, req, op), {
      entities: await makers(op),
      groups: groupsOf(op, messages(op.lang).flow.consent.selfGroup),
      typed,
      wrong: fault && { field: boxes[fault.code], sentence: sentenceOf(fault, op.lang) },
    });
    sendPage(res, view, fault ? statusOf(fault) : 200);
  };

  return router;
}

/** The fields of companies by register; what they say themselves comes last. */
function groupsOf(op: Operation, ownWords: string): MachineForm['groups'] {
  const groups = Map.groupBy(entityFields, key => findField(key)?.registry ?? null);
  return [...groups]
    .sort(([a], [b]) => Number(a === null) - Number(b === null))
    .map(([registry, keys]) => ({
      registry: registry === null ? ownWords : (findRegistry(registry)?.name[op.lang] ?? registry),
      fields: keys.map(key => ({ key, label: fieldLabel(key, op.lang) })),
    }));
}

/** Entities that the reader binds alone by an office. */
async function makers(op: Operation): Promise<{ id: string; name: string }[]> {
  const powers = await listPowers(op, personIdOf(op));
  return powers
    .filter(power => power.basis === 'registry' && power.state === 'usable')
    .map(({ entity }) => ({ id: entity.id, name: entity.name[op.lang] }));
}

function typedIn(req: Request): MachineForm['typed'] {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const fields = [body.fields ?? []].flat().filter(key => typeof key === 'string');
  return {
    entity: formText(req, 'entity', 40),
    name: formText(req, 'name', 200),
    jwks: formText(req, 'jwks', 16_000),
    days: latinDigits(formText(req, 'days', 10)).trim(),
    fields: fields.slice(0, 200),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY = '00000000-0000-0000-0000-000000000000';

function inputOf({ entity, name, jwks, days, fields }: MachineForm['typed']): NewMachine {
  return { entityId: UUID.test(entity) ? entity : NOBODY, name, jwks, fields, days: Number(days) };
}

async function listed(op: Operation, machine: Machine): Promise<MachineListed> {
  const entity = await findEntity(op, machine.entityId);
  return {
    id: machine.id,
    name: machine.name[op.lang],
    entity: entity?.name[op.lang] ?? '',
    clientId: machine.clientId,
    count: machine.fields.length,
    madeAt: machine.madeAt,
    until: machine.validUntil,
    state: machine.endReason ?? 'runs',
  };
}

function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}
