import { readFileSync } from 'node:fs';

/** A first program that signs somebody in and fetches her profile, as it stands in examples/. */
export interface QuickStart {
  readonly key: 'node' | 'python' | 'curl' | 'java' | 'go' | 'php' | 'csharp';
  readonly name: string;
  readonly file: string;
  /** A test of ours runs it against Yekbar, where the machine has the language. Others were never run by us. */
  readonly tested: boolean;
  readonly code: string;
}

const at = (file: string) => readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
const one = (key: QuickStart['key'], name: string, file: string, tested: boolean): QuickStart => ({
  key,
  name,
  file: `examples/${file}`,
  tested,
  code: at(file),
});

/** What listens to events, to be copied as it is. */
export const eventReceiver = {
  file: 'examples/event-receiver/receive.ts',
  code: at('event-receiver/receive.ts'),
} as const;

export const quickStarts: readonly QuickStart[] = [
  one('node', 'Node.js (openid-client)', 'thirty-lines.ts', true),
  one('python', 'Python', 'quick-start/sign_in.py', true),
  one('java', 'Java', 'quick-start/SignIn.java', true),
  one('go', 'Go', 'quick-start/sign_in.go', true),
  one('curl', 'curl', 'quick-start/sign-in.sh', true),
  one('php', 'PHP', 'quick-start/sign-in.php', true),
  one('csharp', 'C#', 'quick-start/SignIn.cs', false),
];
