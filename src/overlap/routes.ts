import { type Request, type Response, Router } from 'express';
import { alreadyPage } from '../../views/overlap/already.ts';
import type { NamedSystem, OverlapData, RankedField } from '../../views/overlap/data.ts';
import { overlapPage } from '../../views/overlap/page.ts';
import { systemFormPage } from '../../views/overlap/system.ts';
import { findSystem, type GovernmentSystem } from '../directory/index.ts';
import { Fault } from '../errors.ts';
import { format, type Lang, messages } from '../i18n/index.ts';
import { drawnOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel, findField } from '../profile/index.ts';
import { getRegistry } from '../registries/index.ts';
import {
  onward,
  operationOf,
  packText,
  pageOf,
  personOf,
  queryText,
  sendPacked,
  sendPage,
  type Web,
} from '../web/index.ts';
import { type CountedOverlap, getSystemForm, overlapNow } from './read.ts';
import { overlapCsv, overlapJson } from './written.ts';

const HEAT_ROWS = 16;
const HEAT_COLUMNS = 9;
const PAIRS = 10;
const CONNECT = 10;
const SCORES = 50;
const KEPT_SECONDS = 60;

/** When agencies contested their score, by the Persian name of the owner: a room below, so app.ts hands it in. */
export type Contests = (
  op: Operation,
) => Promise<
  ReadonlyMap<
    string,
    { readonly openedAt: Date; readonly answeredAt: Date | null; readonly outcome: string | null }
  >
>;

/** The public pages of the overlap, and its data to take away. */
export function overlapRoutes(web: Web, contests?: Contests): Router {
  const router = Router();

  router.get('/overlap', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const overlap = await overlapNow(op);
    const marks = (await contests?.(op)) ?? new Map();
    const data = drawnOnce(overlap, op.lang, () => shown(overlap, op.lang));
    const after = overlap.scores.findIndex(({ owner }) => owner === queryText(req, 'after', 300));
    const scores = onward(req, overlap.scores.slice(after + 1), {
      most: SCORES,
      keyOf: ({ owner }) => owner,
    });
    const view = overlapPage(await pageOf(web, req, op), {
      ...data,
      scores: scores.rows.map(score => ({
        ...score,
        owner: data.owners.get(score.owner) ?? score.owner,
        contest: marks.get(score.owner),
      })),
      moreScores: scores.more && `${scores.more}#scores`,
    });
    sendPage(res, view);
  });

  router.get('/overlap/systems/:number', async (req: Request<{ number: string }>, res: Response) => {
    const op = await personOf(web, req, res);
    const { number } = req.params;
    if (!/^[1-9]\d{0,4}$/.test(number)) throw new Fault('not_found', 'directory.not_found');
    const form = await getSystemForm(op, Number(number));
    const view = systemFormPage(await pageOf(web, req, op), {
      system: named(form.system, op.lang),
      sample: form.source === 'sample',
      usesPerYear: form.usesPerYear ?? undefined,
      questions: form.questions.map(({ label, field, state }) => ({
        label,
        doubtful: state === 'doubtful',
        field: field === null ? undefined : fieldIn(field, op.lang),
        elsewhere: field === null || state === 'doubtful' ? 0 : (form.elsewhere.get(field) ?? 0),
        spared: field !== null && form.spared.includes(field),
      })),
    });
    sendPage(res, view);
  });

  router.get('/already', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const asked = typeof req.query.fields === 'string' ? req.query.fields.split(',').slice(0, 100) : [];
    const number = typeof req.query.system === 'string' ? Number(req.query.system) : Number.NaN;
    const system = await findSystem(op, number);
    const view = alreadyPage(await pageOf(web, req, op), {
      fields: [...new Set(asked)].filter(key => findField(key)).map(key => fieldIn(key, op.lang)),
      system: system && {
        name: system.name[op.lang],
        signInUrl: system.live ? (system.signInUrl ?? undefined) : undefined,
      },
    });
    sendPage(res, view);
  });

  router.get('/overlap.json', async (req: Request, res: Response) => {
    const overlap = await overlapNow(operationOf(req));
    const text = () => packText(JSON.stringify(overlapJson(overlap)));
    const packed = await drawnOnce(overlap, 'json', text);
    await sendPacked(req, res, { type: 'json', packed, seconds: KEPT_SECONDS });
  });

  router.get('/overlap.csv', async (req: Request, res: Response) => {
    const overlap = await overlapNow(operationOf(req));
    const packed = await drawnOnce(overlap, 'csv', () => packText(overlapCsv(overlap)));
    res.attachment('yekbar-overlap.csv');
    await sendPacked(req, res, { type: 'text/csv', packed, seconds: KEPT_SECONDS });
  });

  return router;
}

function named(system: GovernmentSystem, lang: Lang): NamedSystem {
  return { number: system.number, name: system.name[lang], owner: system.owner[lang] };
}

function fieldIn(key: string, lang: Lang) {
  const registry = findField(key)?.registry;
  return {
    key,
    label: fieldLabel(key, lang),
    registry: registry ? { key: registry, name: getRegistry(registry).name[lang] } : undefined,
  };
}

/** What one reader's page has more: scores page by page, and who contested them. */
type Shown = Omit<OverlapData, 'scores' | 'moreScores'> & { readonly owners: ReadonlyMap<string, string> };

function shown(overlap: CountedOverlap, lang: Lang): Shown {
  const systems = new Map(overlap.known.map(system => [system.number, named(system, lang)]));
  const systemOf = (number: number): NamedSystem =>
    systems.get(number) ?? { number, name: String(number), owner: '' };
  const fields: RankedField[] = overlap.fields.map(({ field, systems: asking, avoidable }) => ({
    ...fieldIn(field, lang),
    systems: asking.map(systemOf),
    avoidable,
  }));
  return {
    questions: overlap.questions,
    facts: overlap.facts,
    read: overlap.read,
    total: overlap.known.length,
    sample: overlap.sample,
    doubts: overlap.doubts,
    fields,
    ...heatOf(fields.slice(0, HEAT_ROWS), overlap, lang),
    pairs: overlap.pairs
      .slice(0, PAIRS)
      .map(({ one, other, ...pair }) => ({ ...pair, one: systemOf(one), other: systemOf(other) })),
    connect: overlap.systems
      .filter(({ avoidable }) => avoidable.length > 0)
      .slice(0, CONNECT)
      .map(({ number, asked, avoidable, usesPerYear }) => ({
        system: systemOf(number),
        asked,
        avoidable: avoidable.length,
        perYear: usesPerYear === null ? undefined : usesPerYear * avoidable.length,
      })),
    owners: new Map(overlap.known.map(({ owner }) => [owner.fa, owner[lang]])),
    contest: '/agency',
  };
}

/** Agencies with most systems first, each a column; those with few systems together in the last. */
function heatOf(rows: readonly RankedField[], overlap: CountedOverlap, lang: Lang) {
  const read = new Set(overlap.systems.map(({ number }) => number));
  const owners = [
    ...Map.groupBy(
      overlap.known.filter(({ number }) => read.has(number)),
      ({ owner }) => owner[lang],
    ),
  ].sort(([, one], [, other]) => other.length - one.length);
  const rest = owners.slice(HEAT_COLUMNS);
  const columns = owners.slice(0, HEAT_COLUMNS).map(([name, of]) => ({ name, numbers: numbersOf(of) }));
  if (rest.length > 0)
    columns.push({
      name: messages(lang).overlap.others(format(lang).number(rest.length)),
      numbers: rest.flatMap(([, of]) => numbersOf(of)),
    });
  return {
    columns: columns.map(({ name, numbers }) => ({ name, systems: numbers.length })),
    heat: rows.map(field => {
      const asking = new Set(field.systems.map(({ number }) => number));
      return { field, counts: columns.map(({ numbers }) => numbers.filter(n => asking.has(n)).length) };
    }),
  };
}

function numbersOf(systems: readonly GovernmentSystem[]): number[] {
  return systems.map(({ number }) => number);
}
