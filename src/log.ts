import { pino } from 'pino';

/** Lines of JSON on standard output. What may carry a secret or a person is cut, wherever it stands. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

const cut = [
  'password',
  'code',
  'national_id',
  'nationalId',
  'legalId',
  'mobile',
  'name',
  'cookie',
  'authorization',
  'dpop',
  'client_secret',
  'token',
];

export function createLog(level: string, write?: (line: string) => void): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...cut, ...cut.map(name => `*.${name}`)], censor: '[cut]' },
  };
  return write ? pino(options, { write }) : pino(options);
}

/**
 * The safe part of an unexpected error: its class, its stable code and where it was thrown. Messages are left
 * out on purpose: a database or a parser quotes the values that it stumbled over. Not named `code`: that is cut, for
 * codes of people are secrets.
 */
export function errorFacts(error: unknown): { error: string; fault?: string; stack?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { fault: error.code } : {};
  const frames = error.stack
    ?.split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 8);
  return {
    error: error.name,
    ...code,
    ...(frames ? { stack: frames.map(line => line.trim()).join(' | ') } : {}),
  };
}
