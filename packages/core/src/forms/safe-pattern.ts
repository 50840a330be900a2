/**
 * Patterns that users write run on every submit, so only those whose cost cannot explode are taken: at most 200
 * characters, no groups inside repeated groups, no alternatives inside a repeated group, no back references, no
 * look-around, and bounded repetition. A pattern always covers the whole text.
 *
 * What remains can still be quadratic or worse when repetitions stand side by side (`\d*\d*\d*`), therefore the number
 * of open-ended repetitions is limited to three and text beyond `patternTextLimit` is refused before matching.
 */
export const patternTextLimit = 1000;
const lengthLimit = 200;
const openRepeatLimit = 3;
const boundedRepeatLimit = 1000;

/** Why a pattern is refused, or undefined when it may be used. The reason is shown to the designer, in Chinese. */
export function patternRefusal(pattern: string): string | undefined {
  if (pattern.length === 0) return '内容为空';
  if (pattern.length > lengthLimit) return `超过 ${lengthLimit} 个字符`;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return '写法不正确';
  }
  return explosion(pattern);
}

/** Compiles a pattern that `patternRefusal` accepts; throws for others, for they must never run. */
export function compilePattern(pattern: string): RegExp {
  const refusal = patternRefusal(pattern);
  if (refusal) throw new Error(`Pattern refused: ${refusal}`);
  return new RegExp(`^(?:${pattern})$`, 'u');
}

interface Group {
  /** Something inside may take different lengths or ways, so repeating the group could try them all. */
  variable: boolean;
}

function explosion(pattern: string): string | undefined {
  const open: Group[] = [{ variable: false }];
  let openRepeats = 0;
  let closed: Group | undefined;
  let index = 0;
  while (index < pattern.length) {
    const char = pattern[index];
    let ended: Group | undefined;
    if (char === '\\') {
      const next = pattern[index + 1] ?? '';
      if (/[1-9k]/.test(next)) return '不支持反向引用';
      index += escapeLength(pattern, index);
    } else if (char === '[') index = endOfClass(pattern, index);
    else if (char === '(') {
      if (pattern[index + 1] === '?') {
        if (pattern[index + 2] !== ':') return '不支持环视与命名分组';
        index += 3;
      } else index += 1;
      open.push({ variable: false });
      closed = undefined;
      continue;
    } else if (char === ')') {
      ended = open.pop();
      // A variable group makes what surrounds it variable too.
      if (ended?.variable) (open.at(-1) as Group).variable = true;
      index += 1;
    } else if (char === '|') {
      (open.at(-1) as Group).variable = true;
      index += 1;
    } else index += 1;
    closed = ended;

    const repeat = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(pattern.slice(index));
    if (!repeat) continue;
    index += repeat[0].length;
    const text = repeat[0];
    const isOpenEnded = text.startsWith('*') || text.startsWith('+') || (repeat[2] !== undefined && repeat[3] === '');
    const low = Number(repeat[1] ?? 0);
    const high = text.startsWith('?') ? 1 : Number(repeat[3] || repeat[1] || 0);
    if (Math.max(low, high) > boundedRepeatLimit) return `重复次数超过 ${boundedRepeatLimit}`;
    const repeats = isOpenEnded || high > 1;
    if (closed?.variable && repeats) return '重复的分组内不能再有重复或多选';
    // Wide bounded repetition costs like an open one.
    if (isOpenEnded || (high > 20 && high !== low)) {
      openRepeats += 1;
      if (openRepeats > openRepeatLimit) return `不限次数的重复超过 ${openRepeatLimit} 处`;
    }
    const isFixed = !isOpenEnded && repeat[1] !== undefined && repeat[2] === undefined;
    if (!isFixed) (open.at(-1) as Group).variable = true;
  }
  return undefined;
}

function escapeLength(pattern: string, at: number): number {
  const rest = pattern.slice(at);
  return /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|c[A-Za-z]|.)/u.exec(rest)?.[0].length ?? 2;
}

function endOfClass(pattern: string, at: number): number {
  let index = at + 1;
  while (index < pattern.length && pattern[index] !== ']') index += pattern[index] === '\\' ? 2 : 1;
  return index + 1;
}
