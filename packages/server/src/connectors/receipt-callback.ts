/**
 * What the SMS vendors' receipt callbacks have in common. Neither vendor signs them, so the only proof of
 * origin we can ask for is a secret in the address registered in the vendor's console (`?token=…`).
 */
import { timingSafeEqual } from 'node:crypto';
import type { CallbackAnswer, CallbackRequest, Receipt, ReceiptBatch } from './contract.ts';
import { isObject } from './http.ts';

const MAX_BODY = 1_048_576;

export interface ReceiptFormat {
  /** The secret of the callback address; without one, every callback is turned away. */
  token: string | undefined;
  /** One row as a receipt, or the reason why it is none. */
  readRow(row: Record<string, unknown>): Receipt | string;
  /** The vendor repeats the callback until it reads this. */
  done: string;
  failed(message: string): string;
}

/** Reads a JSON array of receipts. Bad rows are named and skipped: a repeat would not make them better. */
export function readReceipts(request: CallbackRequest, format: ReceiptFormat): ReceiptBatch {
  const turnAway = (status: number, message: string): ReceiptBatch => ({
    receipts: [],
    problems: [message],
    answer: json(status, format.failed(message)),
  });
  if (!format.token || !sameText(request.query.token ?? '', format.token)) {
    return turnAway(403, '回执地址的密钥不正确');
  }
  if (Buffer.byteLength(request.body) > MAX_BODY) return turnAway(413, '回执内容过大');
  let rows: unknown;
  try {
    rows = JSON.parse(request.body);
  } catch {
    return turnAway(400, '回执不是 JSON');
  }
  if (!Array.isArray(rows)) return turnAway(400, '回执不是数组');
  const batch: ReceiptBatch = { receipts: [], problems: [], answer: json(200, format.done) };
  rows.forEach((row: unknown, index) => {
    const read = isObject(row) ? format.readRow(row) : '不是对象';
    if (typeof read === 'string') batch.problems.push(`[${index}] ${read}`);
    else batch.receipts.push(read);
  });
  return batch;
}

function json(status: number, body: string): CallbackAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body };
}

/** Compares in constant time, so that a guess learns nothing from how long the answer took. */
export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A vendor's `2017-01-01 00:00:00`, which is always Beijing time; undefined when it is not of that form. */
export function parseBeijingTime(text: unknown): Date | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text.trim());
  if (!match) return undefined;
  const date = new Date(`${match[1]}T${match[2]}+08:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
