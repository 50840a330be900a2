/** A value as words: where it can only be read, in lists, in copies for other programs. */

import type { FieldDefinition, FieldOf, Option } from '@anshao/core/forms/contract.ts';
import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';
import type { DateRange } from '@anshao/core/forms/types/date-range.ts';
import type { Location } from '@anshao/core/forms/types/location.ts';
import { answerLabels } from '@anshao/core/forms/types/yes-no.ts';
import { clock, clockSeconds, plainDate } from '../base/time.ts';
import { cascadeTree, optionsByCode } from './choices.ts';
import { asIds, asText, type FillSituation } from './field-props.ts';
import { formText } from './form-text.ts';
import { plainWords } from './markdown.ts';
import { currencySign, grouped, toPercent } from './numbers.ts';

export type Naming = Pick<FillSituation, 'context' | 'names'>;

/** Words for one value of a field, `''` for nothing. Pictures and rows are counted; how they look is the surface's. */
export function valueText(field: FieldDefinition, value: unknown, situation: Naming): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'number':
    case 'integer':
      return typeof value === 'number' ? `${grouped(value)}${field.unit ?? ''}` : String(value);
    case 'money':
      return typeof value === 'number' ? `${currencySign(field)}${grouped(value, 2)}` : String(value);
    case 'percentage':
      return typeof value === 'number' ? `${grouped(toPercent(value))}%` : String(value);
    case 'rating':
      return formText('stars', { n: Number(value), most: field.max ?? 5 });
    case 'dateTime':
      return momentText(value, field.precision === 'second');
    case 'dateRange': {
      const { from, to } = value as DateRange;
      return formText('range', { from, to: to ?? formText('openEnd') });
    }
    case 'yesNo':
      return answerLabels(field)[value === true ? 'yes' : 'no'];
    case 'singleChoice':
      return optionsByCode(field, situation.context).get(asText(value))?.label ?? asText(value);
    case 'multipleChoice': {
      const options = optionsByCode(field, situation.context);
      return joined(asIds(value).map((code) => options.get(code)?.label ?? code));
    }
    case 'cascade':
      return cascadeWords(field, asIds(value), situation).join(' / ');
    case 'person':
    case 'community':
    case 'department':
    case 'linkedRecord':
      return nameOf(asText(value), situation);
    case 'people':
    case 'linkedRecords':
    case 'backLinks':
      return joined(asIds(value).map((id) => nameOf(id, situation)));
    case 'location': {
      const { latitude, longitude } = value as Location;
      return typeof latitude === 'number' && typeof longitude === 'number'
        ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
        : '';
    }
    case 'planPin': {
      const { plan } = value as { readonly plan: string };
      return field.plans?.find((one) => one.file === plan)?.name ?? formText('pinSet');
    }
    case 'photos':
    case 'files':
    case 'video':
    case 'audio':
      return formText('pieces', { n: asIds(value).length });
    case 'signature':
      return formText('signed');
    case 'subform':
      return Array.isArray(value) ? formText('rowCount', { n: value.length }) : '';
    case 'richText':
      return plainWords(asText(value));
    case 'formula':
    case 'lookup':
    case 'rollup':
      return resultText(field, value);
    case 'recordInfo':
      return field.what.endsWith('At') ? momentText(value, false) : nameOf(asText(value), situation);
    default:
      return typeof value === 'string' ? value : String(value);
  }
}

export function nameOf(id: string, { names }: Pick<Naming, 'names'>): string {
  // An id says nothing to anybody.
  return names?.[id] ?? formText('unnamed');
}

function joined(words: readonly string[]): string {
  return words.join(formText('listComma'));
}

function momentText(value: unknown, bySecond: boolean): string {
  const text = asText(value);
  return Number.isNaN(Date.parse(text)) ? text : `${plainDate(text)} ${bySecond ? clockSeconds(text) : clock(text)}`;
}

/** The words along a branch; a code that is no longer there stands for itself. */
export function cascadeWords(
  field: FieldOf<'cascade'>,
  codes: readonly string[],
  { context }: Pick<Naming, 'context'>,
): string[] {
  let level: readonly CascadeOption[] = cascadeTree(field, context);
  return codes.map((code) => {
    const found: (Option & { readonly children?: readonly CascadeOption[] }) | undefined = level.find(
      (option) => option.code === code,
    );
    level = found?.children ?? [];
    return found?.label ?? code;
  });
}

type ResultField = FieldOf<'formula'> | FieldOf<'lookup'> | FieldOf<'rollup'>;

function resultText(field: ResultField, value: unknown): string {
  const { result, decimals, unit = '', display = 'number' } = field;
  switch (result) {
    case 'number':
      if (typeof value !== 'number') return String(value);
      if (display === 'percentage') return `${grouped(toPercent(value), decimals)}%`;
      if (display === 'money') return `${currencySign({})}${grouped(value, decimals ?? 2)}`;
      return `${grouped(value, decimals)}${unit}`;
    case 'boolean':
      return formText(value === true ? 'yes' : 'no');
    case 'dateTime':
      return momentText(value, false);
    default:
      return String(value);
  }
}
