/**
 * What every outside messaging service looks like to the rest of the server (IG-08, IG-09, DR-24).
 * Each service is a folder beside this file and can be deleted without touching another one.
 *
 * A refusal is a value, not an exception: the channel ladder reads `retry` and either waits or
 * moves on to the next channel. Exceptions are left for bugs.
 */

/** One HTTP exchange. Implementations hold the timeout; they reject only with `HttpSendError`. */
export type HttpSend = (request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; headers: Record<string, string>; body: string }>;

/**
 * No usable answer arrived. `mayHaveArrived` is false only when the connection was never made, so the
 * caller knows whether sending again can produce a second message.
 */
export class HttpSendError extends Error {
  readonly mayHaveArrived: boolean;
  constructor(message: string, mayHaveArrived: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'HttpSendError';
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The service said no, or never answered. */
export interface Refusal {
  outcome: 'refused';
  /** The vendor's code, or one of ours: `phone-illegal`, `template-missing`, `no-answer`, `answer-unreadable`. */
  code: string;
  /** For the administrator, in Chinese. */
  message: string;
  /** `never`: the same message will be refused again, take the next channel. `later`: worth another try. */
  retry: 'never' | 'later';
  retryAfterSeconds?: number;
  /** The request left the house and the answer was lost: a retry may deliver the message twice. */
  maybeSent?: true;
}

export type SendResult = { outcome: 'accepted'; providerMessageId: string } | Refusal;

export interface SmsMessage {
  /** E.164 (`+8613800138000`) or an 11-digit mainland mobile number. */
  to: string;
  /** Our template key; the connector's settings say which vendor template it is. */
  template: string;
  params: Record<string, string>;
  /** The whole text as a person would read it, for providers that need no template. */
  text: string;
  idempotencyKey: string;
}

export interface SmsProvider {
  id: string;
  send(message: SmsMessage): Promise<SendResult>;
  /** Reads one delivery-receipt callback. Absent where the provider has none. */
  parseReceipt?(request: CallbackRequest): ReceiptBatch;
}

/** What a vendor posted to us. Header names are lower case. */
export interface CallbackRequest {
  headers: Record<string, string>;
  query: Record<string, string>;
  body: string;
}

export interface CallbackAnswer {
  status: number;
  contentType: string;
  body: string;
}

export interface Receipt {
  providerMessageId: string;
  state: 'delivered' | 'failed';
  code?: string;
  at: Date;
  to?: string;
  /** Our key, where the vendor hands it back: finds the message even if the answer to the send was lost. */
  idempotencyKey?: string;
}

/** `problems` name each row that could not be read; the readable rows are still in `receipts`. */
export interface ReceiptBatch {
  receipts: Receipt[];
  problems: string[];
  answer: CallbackAnswer;
}

/** A secret of limited life that all processes share. */
export interface TokenStore {
  get(): Promise<string>;
  /** The service refused this token: forget it, unless another process has already replaced it. */
  invalidate(token: string): Promise<void>;
}

/** Clock and randomness come in as values so that a test can fix them. */
export interface ConnectorClock {
  now(): Date;
  /** A string of 32 hexadecimal digits, never the same twice. */
  nonce(): string;
}
