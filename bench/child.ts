import { type ChildProcess, fork } from 'node:child_process';

interface Message {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** A process of the benchmark: one question at a time, by messages. It ends when this process does. */
export class Child {
  readonly #process: ChildProcess;
  readonly ready: Promise<Message>;
  get pid(): number | undefined {
    return this.#process.pid;
  }

  constructor(file: string, env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []) {
    this.#process = fork(new URL(file, import.meta.url), [], {
      env: { ...process.env, ...env },
      execArgv: [...process.execArgv, ...flags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.ready = this.#next();
  }

  ask(message: object): Promise<Message> {
    const answer = this.#next();
    this.#process.send(message);
    return answer;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise<void>(done => this.#process.once('exit', () => done()));
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(timer);
  }

  #next(): Promise<Message> {
    return new Promise((done, failed) => {
      const ended = (code: number | null) => failed(new Error(`a process of the benchmark ended (${code})`));
      this.#process.once('exit', ended);
      this.#process.once('message', (message: Message) => {
        this.#process.off('exit', ended);
        if (message.kind === 'failed') failed(new Error(String(message.reason)));
        else done(message);
      });
    });
  }
}
