/**
 * UUID version 7 (RFC 9562): 48 bits of milliseconds, then randomness. Made on the phone as well as on the server, so
 * that a retried write carries the same id. Within one millisecond the order is random; `uuidv7Sequence` keeps it.
 *
 * @param now milliseconds since the epoch
 * @param random at least 10 random bytes
 */
export function uuidv7(now: number, random: Uint8Array): string {
  return textOf(now, random.subarray(0, 10));
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const counterValues = 0x1000;

/**
 * Ids of one process, each greater than the one before: rows of one moment keep the order in which they were made. The
 * 12 bits after the milliseconds count (RFC 9562 §6.2, method 1), from a random number in their lower half. When they
 * run out, or the clock goes back, the milliseconds run ahead of it; nothing reads the time out of an id.
 *
 * @param now milliseconds since the epoch
 * @param random so many random bytes
 */
export function uuidv7Sequence(now: () => number, random: (bytes: number) => Uint8Array): () => string {
  let moment = Number.NEGATIVE_INFINITY;
  let counter = 0;
  return () => {
    const bytes = Uint8Array.from(random(10));
    const clock = now();
    if (clock > moment) {
      moment = clock;
      counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % (counterValues / 2);
    } else {
      counter += 1;
      if (counter === counterValues) {
        moment += 1;
        counter = 0;
      }
    }
    bytes[0] = counter >> 8;
    bytes[1] = counter & 0xff;
    return textOf(moment, bytes);
  };
}

/** @param rest the 10 bytes after the milliseconds */
function textOf(now: number, rest: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let milliseconds = now;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes.set(rest, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let hex = '';
  for (const byte of bytes) hex += pairs[byte];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
