/** Every field type, one line each, in the order of the designer's library; everything else reads only this list. */
import type { FieldType, FieldWith } from './field-type.ts';
import { audio } from './types/audio.ts';
import { backLinks } from './types/back-links.ts';
import { cascade } from './types/cascade.ts';
import { community } from './types/community.ts';
import { date } from './types/date.ts';
import { dateRange } from './types/date-range.ts';
import { dateTime } from './types/date-time.ts';
import { department } from './types/department.ts';
import { email } from './types/email.ts';
import { files } from './types/files.ts';
import { formula } from './types/formula.ts';
import { idCard } from './types/id-card.ts';
import { integer } from './types/integer.ts';
import { linkedRecord } from './types/linked-record.ts';
import { linkedRecords } from './types/linked-records.ts';
import { location } from './types/location.ts';
import { lookup } from './types/lookup.ts';
import { money } from './types/money.ts';
import { multiline } from './types/multiline.ts';
import { multipleChoice } from './types/multiple-choice.ts';
import { number } from './types/number.ts';
import { people } from './types/people.ts';
import { percentage } from './types/percentage.ts';
import { person } from './types/person.ts';
import { phone } from './types/phone.ts';
import { photos } from './types/photos.ts';
import { planPin } from './types/plan-pin.ts';
import { rating } from './types/rating.ts';
import { recordInfo } from './types/record-info.ts';
import { richText } from './types/rich-text.ts';
import { rollup } from './types/rollup.ts';
import { scan } from './types/scan.ts';
import { serial } from './types/serial.ts';
import { signature } from './types/signature.ts';
import { singleChoice } from './types/single-choice.ts';
import { subform } from './types/subform.ts';
import { text } from './types/text.ts';
import { time } from './types/time.ts';
import { url } from './types/url.ts';
import { video } from './types/video.ts';
import { yesNo } from './types/yes-no.ts';

export const fieldTypes = {
  text,
  multiline,
  richText,
  phone,
  email,
  url,
  idCard,
  number,
  integer,
  money,
  percentage,
  rating,
  yesNo,
  singleChoice,
  multipleChoice,
  cascade,
  date,
  dateTime,
  time,
  dateRange,
  person,
  people,
  community,
  department,
  photos,
  video,
  audio,
  files,
  signature,
  location,
  planPin,
  scan,
  subform,
  linkedRecord,
  linkedRecords,
  backLinks,
  lookup,
  rollup,
  formula,
  serial,
  recordInfo,
};

type Registry = typeof fieldTypes;
export type FieldTypeName = keyof Registry;

type OptionsOf<T> = T extends FieldType<string, infer Options, infer _Value> ? Options : never;
/** A field of one type: `FieldOf<'number'>`. */
export type FieldOf<Name extends FieldTypeName> = FieldWith<Name, OptionsOf<Registry[Name]>>;
/** Any field; narrow it by `type`. */
export type FieldDefinition = { [Name in FieldTypeName]: FieldOf<Name> }[FieldTypeName];

/** The type of that name, or undefined; names come from documents, so `constructor` must not find anything. */
export function findFieldType(name: string): FieldType | undefined {
  // The engine hands a type only fields of that type; the union of all types cannot say so.
  return Object.hasOwn(fieldTypes, name) ? (fieldTypes[name as FieldTypeName] as unknown as FieldType) : undefined;
}

/** The type of a field of a checked definition. Throws when there is none. */
export function fieldTypeOf(field: FieldDefinition): FieldType {
  const type = findFieldType(field.type);
  if (!type) throw new Error(`Unknown field type ${String(field.type)}`);
  return type;
}

/** Whether people fill the field in, so that it can be demanded of them or kept from them. */
export function isFilledIn(field: FieldDefinition): boolean {
  return !(fieldTypeOf(field).isSetBySystem?.(field) ?? false);
}
