/**
 * Repeatable chance: the same seed gives the same city on every machine. sfc32 (128 bits of state, public domain) because
 * thousands of streams run side by side, and with 32 bits of state some of them would run over the same stretch.
 */

export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** 32 bits. */
  bits(): number;
}

/** @param labels a stream of its own for each different list */
export function randomFrom(seed: number, ...labels: readonly number[]): Random {
  let state = seed >>> 0;
  const scramble = (value: number) => {
    state = (state + value + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  for (const label of labels) scramble(Math.imul(label + 1, 0x85ebca6b));
  let [a, b, c, counter] = [scramble(1), scramble(2), scramble(3), 1];
  const bits = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) bits();
  const next = () => bits() / 4_294_967_296;
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    bits,
    chance: (probability) => next() < probability,
    pick(from) {
      const chosen = from[between(0, from.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}

/** One of the weighted. @returns undefined when all weights are 0 */
export function pickWeighted<T>(random: Random, from: readonly (readonly [T, number])[]): T | undefined {
  const total = from.reduce((sum, [, weight]) => sum + weight, 0);
  let at = random.next() * total;
  for (const [one, weight] of from) {
    at -= weight;
    if (weight > 0 && at < 0) return one;
  }
  return undefined;
}

/** All numbers of 16 bits in four digits: looking up is much faster than formatting. */
const digits = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const low = (bits: number) => digits[bits & 0xffff] as string;
const high = (bits: number) => digits[bits >>> 16] as string;

/**
 * UUIDv7 whose random part comes from a stream. Written out here because `uuidv7` of core takes 2 µs and the city has
 * four million rows.
 */
export function idFrom(random: Random, atMs: number): string {
  const time = Math.floor(atMs);
  const above = Math.floor(time / 65_536);
  const [first, second, third] = [random.bits(), random.bits(), random.bits()];
  const version = digits[0x7000 | (first & 0x0fff)] as string;
  const variant = digits[0x8000 | ((first >>> 16) & 0x3fff)] as string;
  return `${high(above)}${low(above)}-${low(time)}-${version}-${variant}-${high(second)}${low(second)}${low(third)}`;
}
