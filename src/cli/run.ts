import { type Access, type Call, connect, OWN_API, Refused } from './api.ts';
import { check } from './check.ts';
import { readDeclared } from './files.ts';

const HELP = `npx yekbar <command>

  export [agency]     the agencies and clients as they are, to keep in files
  diff <path>         what differs between the files (a JSON file or a directory) and Yekbar
  apply <path>        ask for all that differs; one bad row, and nothing is done
  approvals           what waits for a decision
  approve <id>        approve what another has asked for
  refuse <id> <why>   refuse it
  get <path>          any address of the admin API, as /clients or /overlap

of a system, with its own id and secret:

  calls               its last calls that failed, with why and what to do
  check [address]     try its sign-in, opened by this address, with a test issuer; the report is kept

With a program of an agency everything is of that agency, and it approves nothing.
It reads YEKBAR_URL, YEKBAR_CLIENT_ID and YEKBAR_CLIENT_SECRET.`;

interface Step {
  readonly act: string;
  readonly id: string;
  readonly what: string | null;
  readonly approval?: string | null;
  readonly client_secret?: string | null;
}

type Say = (line: string) => void;
/** @returns false: it was done, and what it found is not in order; anything else: it was done */
type Command = (call: Call, args: readonly string[], say: Say) => Promise<unknown>;

const commands: Readonly<
  Record<string, { readonly scope: string; readonly own?: true; readonly work: Command }>
> = {
  export: {
    scope: 'admin:read',
    work: async (call, [agency], say) =>
      say(pretty(await call('GET', `/declared${agency ? `?agency=${encodeURIComponent(agency)}` : ''}`))),
  },
  diff: {
    scope: 'admin:read admin:write',
    work: async (call, [path], say) => {
      const { steps } = (await call('POST', '/declared/plan', await readDeclared(needed(path)))) as Steps;
      for (const step of steps) say(lineOf(step));
      say(steps.length === 0 ? 'Nothing differs.' : `${steps.length} to ask for. Nothing was done.`);
    },
  },
  apply: {
    scope: 'admin:read admin:write',
    work: async (call, [path], say) => {
      const { steps } = (await call('POST', '/declared', await readDeclared(needed(path)))) as Steps;
      for (const step of steps) say(lineOf(step));
      say(steps.length === 0 ? 'Nothing differs.' : `${steps.length} asked for; somebody else approves.`);
    },
  },
  approvals: {
    scope: 'admin:read',
    work: async (call, _args, say) => {
      const { items } = (await call('GET', '/approvals?limit=200')) as { items: Record<string, unknown>[] };
      for (const { id, client_id, purpose_id } of items)
        say(`${String(id)}  ${String(client_id)}${purpose_id ? ' (a purpose)' : ''}`);
      if (items.length === 0) say('Nothing waits.');
    },
  },
  approve: {
    scope: 'admin:write',
    work: async (call, [id], say) => {
      await call('POST', `/approvals/${needed(id)}/decision`, { decision: 'approved' });
      say('Approved.');
    },
  },
  refuse: {
    scope: 'admin:write',
    work: async (call, [id, ...why], say) => {
      await call('POST', `/approvals/${needed(id)}/decision`, { decision: 'refused', reason: why.join(' ') });
      say('Refused.');
    },
  },
  get: {
    scope: 'admin:read',
    work: async (call, [path], say) => say(pretty(await call('GET', needed(path)))),
  },
  calls: {
    scope: '',
    own: true,
    work: async (call, _args, say) => {
      const { calls } = (await call('GET', '/developer/calls?only=errors&lang=en')) as { calls: Failed[] };
      for (const one of calls)
        say(
          `${one.at}  ${one.step}  ${one.code}  ${one.parameter ?? ''}\n  ${one.why} ${one.fix}  (${one.request_id})`,
        );
      if (calls.length === 0) say('Nothing failed lately.');
    },
  },
  check: { scope: '', own: true, work: (call, [address], say) => check(call, address, say) },
};

interface Failed {
  readonly at: string;
  readonly step: string;
  readonly code: string;
  readonly parameter?: string;
  readonly why: string;
  readonly fix: string;
  readonly request_id: string;
}

interface Steps {
  readonly steps: readonly Step[];
}

/**
 * Runs one command.
 * @returns the exit code: 0 done, 1 refused, 2 not understood
 */
export async function run(args: readonly string[], access: Partial<Access>, say: Say): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const { url, clientId, clientSecret } = access;
  if (!command) {
    say(HELP);
    return name === '' || name === 'help' ? 0 : 2;
  }
  if (!url || !clientId || !clientSecret) {
    say('Say where Yekbar is and who you are: YEKBAR_URL, YEKBAR_CLIENT_ID, YEKBAR_CLIENT_SECRET.');
    return 2;
  }
  try {
    const at = { url: url.replace(/\/+$/, ''), clientId, clientSecret };
    const call = await connect(at, command.scope, ...(command.own ? [OWN_API] : []));
    return (await command.work(call, rest, say)) === false ? 1 : 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    if (error instanceof Refused) for (const problem of error.problems) say(`  ${problem}`);
    return 1;
  }
}

function needed(text: string | undefined): string {
  if (!text) throw new Error('Something is missing. See: npx yekbar help');
  return text;
}

function lineOf({ act, id, what, approval, client_secret }: Step): string {
  const secret = client_secret ? `  secret (shown this once): ${client_secret}` : '';
  return `${act.replace('_', ' ')}: ${id}${what ? ` ${what}` : ''}${approval ? `  approval ${approval}` : ''}${secret}`;
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
