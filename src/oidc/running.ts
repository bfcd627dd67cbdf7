/**
 * The engine in force. It takes its signing keys when it is made and never again, so another set of keys is another
 * engine: made beside the old one, then put in its place at once. Requests under way end where they began; nothing is
 * kept in an engine that the next one would miss.
 */
import type { Request, Response } from 'express';
import Provider from 'oidc-provider';
import { errorFacts } from '../log.ts';
import { type Operation, type System, systemOperation } from '../operation.ts';
import { type Delivering, deliverSignals } from '../signals/index.ts';
import type { Artifacts } from './adapter.ts';
import { compareSecrets } from './client-adapter.ts';
import { configuration } from './configuration.ts';
import { dress } from './engine.ts';
import type { Engine } from './interaction.ts';
import { delivering, replaceDirectLogout } from './logout.ts';
import type { Pages } from './pages.ts';
import { guardResource } from './resource.ts';
import { endWithSession } from './sign-out.ts';
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts';

export interface Running extends Engine {
  readonly keys: SigningKeys;
  readonly delivering: Delivering;
  answer(req: Request, res: Response): Promise<void>;
  /** Sends waiting sign-outs now instead of within a second; nobody waits for it. */
  hurry(): void;
  /** Reads the keys again. @returns whether they had changed */
  renew(op: Operation): Promise<boolean>;
}

export async function startEngine(system: System, artifacts: Artifacts, pages: Pages): Promise<Running> {
  const make = (keys: SigningKeys) => {
    const provider = new Provider(system.config.issuer, configuration(system, { artifacts, keys, pages }));
    compareSecrets(provider, system);
    guardResource(system, provider);
    endWithSession({ system, artifacts, hurry }, provider);
    replaceDirectLogout(system, provider);
    dress(provider, { system, artifacts });
    return { provider, keys, answer: provider.callback() };
  };
  let hurrying = false;
  const hurry = () => {
    // Whatever is at it takes this one too.
    if (hurrying) return;
    hurrying = true;
    deliverSignals(systemOperation(system, 'sign-out'), tools)
      .catch(error => system.log.warn(errorFacts(error), 'sign-outs wait for the background'))
      .finally(() => {
        hurrying = false;
      });
  };
  const tools = delivering(system.config, () => current.provider);
  let current = make(await loadSigningKeys(systemOperation(system, 'signing keys')));
  return {
    system,
    artifacts,
    get provider() {
      return current.provider;
    },
    get keys() {
      return current.keys;
    },
    answer: (req, res) => current.answer(req, res),
    delivering: tools,
    hurry,
    renew: async op => {
      const keys = await loadSigningKeys(op);
      if (keys.version === current.keys.version) return false;
      current = make(keys);
      return true;
    },
  };
}
