/**
 * Settings that ask more of values than before. Records keep what they have (`kept-values.ts`), so nothing stands
 * against it; but whoever publishes should know that old values must fit once they are touched.
 */
import type { FieldDefinition, Fieldset, FormDefinition } from './contract.ts';
import { defaultMultilineLength } from './types/multiline.ts';
import { defaultDecimals } from './types/number.ts';
import { defaultMaxRows } from './types/subform.ts';
import { defaultTextLength } from './types/text.ts';
import { usualPieces } from './types/values/ids.ts';

export interface NarrowedSetting {
  /** `items.note` */
  readonly path: string;
  readonly label: string;
  readonly setting: string;
  /** Left out where the setting is not a number: a pattern is nothing to read out. */
  readonly from?: string;
  readonly to?: string;
}

/** What holds where a setting is left out, by type. */
const usual: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  text: { maxLength: defaultTextLength },
  multiline: { maxLength: defaultMultilineLength },
  number: { decimals: defaultDecimals },
  percentage: { decimals: 0 },
  photos: { max: usualPieces },
  files: { max: usualPieces },
  subform: { maxRows: defaultMaxRows },
};

const upper = ['maxLength', 'max', 'decimals', 'maxRows', 'maxDays', 'maxSeconds', 'accuracyLimit'];
const lower = ['minLength', 'min', 'minRows'];
/** A check that is there, or another one, may refuse what was taken before. */
const checks = ['pattern', 'format', 'earliest', 'latest'];
const demands = ['cameraOnly', 'leafOnly', 'notBeforeNow', 'notAfterNow'];

/** In the order of the fields. Fields of another type than before are told as such, not setting by setting. */
export function narrowedSettings(previous: FormDefinition, next: FormDefinition): NarrowedSetting[] {
  return narrowedIn(previous, next, '');
}

function narrowedIn(previous: Fieldset, next: Fieldset, around: string): NarrowedSetting[] {
  const before = new Map(previous.fields.map((field) => [field.key, field]));
  return next.fields.flatMap((field) => {
    const old = before.get(field.key);
    if (old?.type !== field.type) return [];
    const path = around === '' ? field.key : `${around}.${field.key}`;
    const own = settingsOf(old, field).map((one) => ({ path, label: field.label, ...one }));
    return field.type === 'subform' && old.type === 'subform' ? [...own, ...narrowedIn(old, field, path)] : own;
  });
}

function settingsOf(old: FieldDefinition, field: FieldDefinition): Omit<NarrowedSetting, 'path' | 'label'>[] {
  const [was, is] = [old as unknown as Settings, field as unknown as Settings];
  const limit = (settings: Settings, setting: string, none: number) =>
    typeof settings[setting] === 'number' ? settings[setting] : (usual[field.type]?.[setting] ?? none);
  const limits = (settings: readonly string[], none: number) =>
    settings.flatMap((setting) => {
      const [from, to] = [limit(was, setting, none), limit(is, setting, none)];
      const isNarrower = none > 0 ? to < from : to > from;
      return isNarrower ? [{ setting, from: written(field, setting, from), to: written(field, setting, to) }] : [];
    });
  const isNew = (setting: string) => is[setting] !== undefined && is[setting] !== was[setting];
  return [
    ...limits(upper, Number.POSITIVE_INFINITY),
    ...limits(lower, Number.NEGATIVE_INFINITY),
    ...checks.filter(isNew).map((setting) => ({ setting })),
    ...demands.filter((setting) => is[setting] === true && was[setting] !== true).map((setting) => ({ setting })),
    ...(leavesOut(was['accept'], is['accept']) || (isNew('accepts') && is['accepts'] !== 'both')
      ? [{ setting: 'accept' }]
      : []),
  ];
}

type Settings = Readonly<Record<string, unknown>>;

/** Whether a list of kinds lacks one that was accepted; no list accepts all. */
function leavesOut(was: unknown, is: unknown): boolean {
  if (!Array.isArray(is)) return false;
  return !Array.isArray(was) || was.some((kind) => !is.includes(kind));
}

/** As it is set on screen: parts of a whole as per cent; `''` without a limit. */
function written(field: FieldDefinition, setting: string, value: number): string {
  if (!Number.isFinite(value)) return '';
  const isShare = field.type === 'percentage' && setting !== 'decimals';
  return isShare ? `${Number((value * 100).toPrecision(12))}%` : String(value);
}
