/** Which field each type of question becomes. */
import { photosOf } from './appearance.ts';

export interface MappedType {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Something of it has no counterpart; said to the designer. */
  readonly loss?: string;
  /** Words of the appearance that were understood. */
  readonly looks: readonly string[];
}

const mapped = (
  type: string,
  settings: Readonly<Record<string, unknown>> = {},
  looks: readonly string[] = [],
  loss?: string,
): MappedType => ({
  type,
  settings,
  looks,
  ...(loss === undefined ? {} : { loss }),
});

/**
 * @param type the word of the type column, in lower case
 * @param looks words of the appearance
 * @returns undefined for what has no counterpart
 */
export function mappedType(
  type: string,
  looks: readonly string[],
  parameters: ReadonlyMap<string, string>,
): MappedType | undefined {
  const has = (look: string) => looks.includes(look);
  switch (type) {
    case 'text':
    case 'string':
      if (has('multiline')) return mapped('multiline', {}, ['multiline']);
      return has('url') ? mapped('url', {}, ['url']) : mapped('text');
    case 'phone number':
      return mapped('phone');
    case 'integer':
    case 'int':
      return mapped('integer');
    case 'decimal':
      return mapped('number', { decimals: 6 });
    case 'range':
      return range(parameters, has('rating'));
    case 'date':
      return mapped('date');
    case 'time':
      return mapped('time');
    case 'datetime':
      return mapped('dateTime');
    case 'geopoint':
      return mapped('location', {}, ['maps', 'placement-map', 'hide-input'].filter(has));
    case 'start-geopoint':
      return mapped('location', { automatic: true });
    case 'image':
    case 'photo':
      return photosOf(looks);
    case 'audio':
      return mapped('audio', { max: 1 });
    case 'video':
      return mapped('video', { max: 1 });
    case 'file':
      return mapped('files', { max: 1 });
    case 'barcode':
      return mapped('scan');
    case 'acknowledge':
    case 'trigger':
      return mapped('yesNo');
    case 'start':
      return mapped('dateTime', { stamp: 'created' });
    case 'end':
      return mapped('dateTime', { stamp: 'submitted' });
    case 'today':
      return mapped('date', { default: { from: 'today' }, readOnly: true });
    case 'username':
      return mapped('recordInfo', { what: 'createdBy' });
    default:
      return undefined;
  }
}

/** What the system fills in and a question without a title is called after. */
export const systemLabels: Readonly<Record<string, string>> = {
  start: '开始填写时间',
  end: '提交时间',
  today: '填写日期',
  username: '填写人',
  'start-geopoint': '填写地点',
};

function range(parameters: ReadonlyMap<string, string>, isRating: boolean): MappedType {
  const number = (name: string, otherwise: number) => {
    const value = Number(parameters.get(name) ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const [start, end, step] = [number('start', 1), number('end', 10), number('step', 1)];
  const [min, max] = start <= end ? [start, end] : [end, start];
  const looks = isRating ? ['rating'] : [];
  if (isRating && min === 1 && Number.isInteger(max) && max <= 10) return mapped('rating', { max }, looks);
  const isWhole = [min, max, step].every(Number.isInteger);
  const loss = step === 1 ? undefined : `不能限定步长 ${step}`;
  if (isWhole) return mapped('integer', { min, max }, looks, loss);
  const decimals = Math.max(...[min, max, step].map((one) => String(one).split('.')[1]?.length ?? 0));
  return mapped('number', { min, max, decimals: Math.min(decimals, 10) }, looks, loss);
}
