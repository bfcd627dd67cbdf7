import { type GovernmentSystem, listSystems, matches } from '../directory/index.ts';
import type { Both } from '../i18n/index.ts';
import { madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';

export type TargetKind = 'yekbar' | 'system' | 'registry';

/** Something whose state is shown. */
export interface Target {
  /** yekbar, system:35, registry:civil */
  readonly key: string;
  readonly kind: TargetKind;
  readonly name: Both;
  /** Who runs it. */
  readonly owner: Both;
  /** Where a probe knocks; undefined: it is not connected, so it is not probed. */
  readonly address: string | undefined;
}

const yekbar = { fa: 'ورود و تحویل قلم‌ها', en: 'Sign-in and handing out of fields' };
const ourselves = { fa: 'یک‌بار', en: 'Yekbar' };

/** Yekbar itself, the connected systems, and the 27 registries. */
export async function listTargets(op: Operation): Promise<Target[]> {
  return targetsOf(op, await listSystems(op));
}

/** The same for pages: made once for all who look. */
export function knownTargets(op: Operation): Promise<Target[]> {
  return madeOnce(op, { name: 'status targets', of: ['directory', 'clients'] }, listTargets);
}

/** The number of a system in the list; undefined: it is none. */
export function systemNumber({ key, kind }: Target): number | undefined {
  return kind === 'system' ? Number(key.slice(key.indexOf(':') + 1)) : undefined;
}

/** Those that somebody means: by key, by number, by name, or by words that stand in number, name and owner. Pure. */
export function targetsMeant(targets: readonly Target[], text: string): Target[] {
  const whole = targets.filter(({ key, name }) => [key, name.fa, name.en].includes(text.trim()));
  return whole.length > 0 ? whole : targets.filter(target => fits(target, text));
}

export function fits(target: Target, words: string): boolean {
  const { name, owner } = target;
  return matches({ number: systemNumber(target) ?? 0, name, owner, url: '', processes: [] }, words);
}

/** The 27 registries alone: the systems are not asked for. */
export function registryTargets(op: Operation): Target[] {
  return targetsOf(op, []).filter(({ kind }) => kind === 'registry');
}

function targetsOf(op: Operation, systems: readonly GovernmentSystem[]): Target[] {
  return [
    { key: 'yekbar', kind: 'yekbar', name: yekbar, owner: ourselves, address: undefined },
    ...systems
      .filter(({ live }) => live)
      .map(
        ({ number, name, owner, signInUrl }): Target => ({
          key: `system:${number}`,
          kind: 'system',
          name,
          owner,
          address: signInUrl === null ? undefined : `${new URL(signInUrl).origin}/`,
        }),
      ),
    ...registryList.map(
      ({ key, name, custodian }): Target => ({
        key: `registry:${key}`,
        kind: 'registry',
        name,
        owner: custodian,
        address: op.system.registries.addresses[key],
      }),
    ),
  ];
}
