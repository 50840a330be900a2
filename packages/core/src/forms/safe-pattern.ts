/**
 * Patterns that users write run on every submit, so only those whose cost cannot explode are taken. A backtracking
 * engine may try every way in which a text could be divided among repetitions and alternatives; the number of ways is
 * bounded here before a pattern is ever run: each open repetition counts `patternTextLimit` ways, each bounded or
 * optional one as many as it has lengths, alternatives add, what stands side by side multiplies. A repeated group that
 * could itself match in several ways is refused outright, and so are back references and look-around.
 *
 * A pattern always covers the whole text, which must not be longer than `patternTextLimit`.
 */
export const patternTextLimit = 200;
const lengthLimit = 200;
/** Worst case some tens of milliseconds; `[^@]+@[^@]+\.[a-z]+` still fits. */
const waysLimit = 10_000_000;
/** Characters a match can consist of at least; nested `{n}` would otherwise compile to gigabytes. */
const sizeLimit = 1000;

/** Why a pattern is refused, or undefined when it may be used. The reason is shown to the designer, in Chinese. */
export function patternRefusal(pattern: string): string | undefined {
  if (pattern.length === 0) return '内容为空';
  if (pattern.length > lengthLimit) return `超过 ${lengthLimit} 个字符`;
  // Before the engine sees it: compiling `((a{999}){999}){999}` alone would already exhaust memory.
  const reason = explosion(pattern);
  if (reason) return reason;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return '写法不正确';
  }
  return undefined;
}

/** Compiles a pattern that `patternRefusal` accepts; throws for others, for they must never run. */
export function compilePattern(pattern: string): RegExp {
  const refusal = patternRefusal(pattern);
  if (refusal) throw new Error(`Pattern refused: ${refusal}`);
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** In how many ways something can match, and how many characters it spells out. */
interface Extent {
  readonly ways: number;
  readonly size: number;
}

interface Group {
  /** Alternatives already complete. */
  ways: number;
  /** The alternative being read. */
  current: number;
  size: number;
}

const newGroup = (): Group => ({ ways: 0, current: 1, size: 0 });
const singleCharacter: Extent = { ways: 1, size: 1 };

function explosion(pattern: string): string | undefined {
  const groups: Group[] = [newGroup()];
  let index = 0;
  while (index < pattern.length) {
    const group = groups.at(-1) as Group;
    const char = pattern[index];
    let part = singleCharacter;
    if (char === '(') {
      const isPlain = pattern[index + 1] !== '?';
      if (!isPlain && pattern[index + 2] !== ':') return '不支持环视与命名分组';
      groups.push(newGroup());
      index += isPlain ? 1 : 3;
      continue;
    }
    if (char === '|') {
      group.ways += group.current;
      group.current = 1;
      index += 1;
      continue;
    }
    if (char === ')') {
      groups.pop();
      if (groups.length === 0) return '写法不正确';
      part = { ways: group.ways + group.current, size: group.size };
      index += 1;
    } else if (char === '\\') {
      if (/[1-9k]/.test(pattern[index + 1] ?? '')) return '不支持反向引用';
      index += escapeLength(pattern, index);
    } else if (char === '[') index = endOfClass(pattern, index);
    else index += 1;

    const repeat = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(pattern.slice(index));
    index += repeat?.[0].length ?? 0;
    const { least, most } = repeat ? range(repeat) : { least: 1, most: 1 };
    if (part.ways > 1 && most > 1) return '重复的分组内不能再有重复或多选';
    const around = groups.at(-1) as Group;
    around.current *= most === 1 ? part.ways + (1 - least) : Math.max(1, Math.min(most, patternTextLimit) - least + 1);
    around.size += part.size * Math.max(1, Number.isFinite(most) ? most : least);
    if (around.size > sizeLimit) return `重复次数合计超过 ${sizeLimit}`;
    if (around.ways + around.current > waysLimit) return '重复与多选过多';
  }
  return undefined;
}

function range(repeat: RegExpExecArray): { least: number; most: number } {
  const [, sign, low, comma, high] = repeat;
  if (sign) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  const least = Number(low);
  if (comma === undefined) return { least, most: least };
  return { least, most: high ? Number(high) : Number.POSITIVE_INFINITY };
}

function escapeLength(pattern: string, at: number): number {
  const shape = /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|c[A-Za-z]|.)/u;
  return shape.exec(pattern.slice(at))?.[0].length ?? 2;
}

function endOfClass(pattern: string, at: number): number {
  let index = at + 1;
  while (index < pattern.length && pattern[index] !== ']') index += pattern[index] === '\\' ? 2 : 1;
  return index + 1;
}
