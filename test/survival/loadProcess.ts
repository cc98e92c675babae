import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** One process under load: what it said so far, by lines. */
export class LoadProcess {
  readonly lines: string[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  #rest = '';
  #errors = '';
  readonly #ended: Promise<void>;
  #heard: () => void = () => undefined;

  constructor(program: string, folder: string, acknowledged: string, first: number, plan: string) {
    this.#process = spawn(process.execPath, [program, folder, acknowledged, String(first), plan]);
    this.#process.stdout.on('data', (data: Buffer) => {
      const parts = `${this.#rest}${data.toString()}`.split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
      this.#heard();
    });
    this.#process.stderr.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.#ended = new Promise((resolve) => this.#process.once('close', () => resolve()));
    void this.#ended.then(() => this.#heard());
  }

  /** Waits for a line that begins so; throws with what the process said when it ends without. */
  async hears(start: string): Promise<string> {
    for (;;) {
      const line = this.lines.find((each) => each.startsWith(start));
      if (line !== undefined) return line;
      if (this.#process.exitCode !== null || this.#process.signalCode !== null)
        throw new Error(`The process ended: ${this.lines.slice(-5).join(' | ')} ${this.#errors}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  /** Waits until it has said so many more lines: a slow computer works for longer before it is killed. */
  async says(more: number): Promise<void> {
    const until = this.lines.length + more;
    while (this.lines.length < until && this.#process.exitCode === null)
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
  }

  begin(): void {
    this.#process.stdin.write('go\n');
  }

  /** Stops it where it is, all its threads, and waits until it stands; then what it had said is heard. */
  async freeze(): Promise<void> {
    this.#process.kill('SIGSTOP');
    while (!/^\d+ \(.*\) [tT]/.test(readFileSync(`/proc/${this.#process.pid}/stat`, 'latin1')))
      await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
    expect([this.#process.signalCode, this.#errors]).toEqual(['SIGKILL', '']);
  }
}
