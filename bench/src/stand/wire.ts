/**
 * A keep-alive HTTP connection that sends requests built beforehand and reads the answer, and nothing more. Clients of
 * the language cost as much as the server's own part of a request, and both share the cores here.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface RequestWords {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly cookie?: string | undefined;
  readonly body?: unknown;
}

export function request(words: RequestWords): Buffer {
  const body = words.body === undefined ? undefined : Buffer.from(JSON.stringify(words.body));
  const head = [
    `${words.method} /api${words.path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...(words.cookie ? [`cookie: ${words.cookie}`] : []),
    ...(body ? ['content-type: application/json', `content-length: ${body.length}`] : []),
    '',
    '',
  ].join('\r\n');
  return body ? Buffer.concat([Buffer.from(head), body]) : Buffer.from(head);
}

/** One connection; one request at a time. */
export class Wire {
  readonly #socket: Socket;
  #received: Buffer | undefined;
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    const lost = (error?: Error) => this.#waiting?.reject(error ?? new Error('the server closed the connection'));
    socket.on('error', lost);
    socket.on('close', () => lost());
  }

  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Wire(socket)));
      socket.once('error', reject);
    });
  }

  send(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  /** @throws Error with the answer when it is no 200 */
  async sendForSuccess(bytes: Buffer): Promise<string> {
    const answer = await this.send(bytes);
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 500)}`);
    return answer.body;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const all = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    this.#received = all;
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = all.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#waiting?.reject(new Error(`an answer without content-length: ${head}`));
      return;
    }
    const from = end + 4;
    if (all.length < from + Number(length)) return;
    this.#received = undefined;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body: all.toString('utf8', from, from + Number(length)) });
  }
}
