/** Options out of text that was pasted: one per line, from a sheet also with code and score in further cells. */
import { startingOptions } from '@anshao/core/forms/choices.ts';
import type { Option } from '@anshao/core/forms/contract.ts';

/** Labels that are there already, or that come twice, are passed over. */
export function pastedOptions(text: string, existing: readonly Option[]): Option[] {
  const labels = new Set(existing.map((option) => option.label));
  const codes = new Set(existing.map((option) => option.code));
  const found: Option[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [label = '', code = '', score = ''] = line.split('\t').map((cell) => cell.trim().slice(0, 200));
    if (label === '' || labels.has(label)) continue;
    labels.add(label);
    const own = code !== '' && code.length <= 60 && !codes.has(code) ? code : freeCode(codes);
    codes.add(own);
    const points = score === '' ? Number.NaN : Number(score);
    found.push({ code: own, label, status: 'active', ...(Number.isFinite(points) ? { score: points } : {}) });
  }
  return found;
}

/** True of the options a field begins with, while nobody has made them his own. */
export function areStarting(options: readonly Option[]): boolean {
  const starting = startingOptions();
  return (
    options.length === starting.length &&
    starting.every(({ code, label, status }, index) => {
      const { code: ownCode, label: ownLabel, status: ownStatus, ...more } = options[index] as Option;
      return ownCode === code && ownLabel === label && ownStatus === status && Object.keys(more).length === 0;
    })
  );
}

/** `1`, `2`, …: codes are for programs, and never change when a label does. */
export function freeCode(taken: ReadonlySet<string>): string {
  for (let number = taken.size + 1; ; number++) if (!taken.has(String(number))) return String(number);
}
