/** Every field type on the phone, one line each. What is heavy, and what few forms have, comes when it is drawn. */
import type { FieldTypeName } from '@anshao/core/forms/contract.ts';
import type { ComponentType } from 'react';
import type { AnyFieldProps, FieldProps } from '../field-props.ts';
import { later } from '../later.tsx';
import { ResultField } from '../ResultField.tsx';
import { CascadeField } from './CascadeField.tsx';
import { CommunityField } from './CommunityField.tsx';
import { DateField } from './DateField.tsx';
import { DateRangeField } from './DateRangeField.tsx';
import { DateTimeField } from './DateTimeField.tsx';
import { DepartmentField } from './DepartmentField.tsx';
import { EmailField } from './EmailField.tsx';
import { FilesField } from './FilesField.tsx';
import { IdCardField } from './IdCardField.tsx';
import { IntegerField } from './IntegerField.tsx';
import { LinkedRecordField } from './LinkedRecordField.tsx';
import { LinkedRecordsField } from './LinkedRecordsField.tsx';
import { MoneyField } from './MoneyField.tsx';
import { MultilineField } from './MultilineField.tsx';
import { MultipleChoiceField } from './MultipleChoiceField.tsx';
import { NumberField } from './NumberField.tsx';
import { PeopleField } from './PeopleField.tsx';
import { PercentageField } from './PercentageField.tsx';
import { PersonField } from './PersonField.tsx';
import { PhoneField } from './PhoneField.tsx';
import { PhotosField } from './PhotosField.tsx';
import { ScanField } from './ScanField.tsx';
import { SingleChoiceField } from './SingleChoiceField.tsx';
import { TextField } from './TextField.tsx';
import { TimeField } from './TimeField.tsx';
import { UrlField } from './UrlField.tsx';
import { VideoField } from './VideoField.tsx';
import { YesNoField } from './YesNoField.tsx';

const renderers: { readonly [Name in FieldTypeName]: ComponentType<FieldProps<Name>> } = {
  text: TextField,
  multiline: MultilineField,
  richText: later(async () => (await import('../controls/RichTextEditor.tsx')).RichTextEditor, 190),
  phone: PhoneField,
  email: EmailField,
  url: UrlField,
  idCard: IdCardField,
  number: NumberField,
  integer: IntegerField,
  money: MoneyField,
  percentage: PercentageField,
  rating: later(async () => (await import('../Rating.tsx')).Rating, 48),
  date: DateField,
  dateTime: DateTimeField,
  time: TimeField,
  dateRange: DateRangeField,
  yesNo: YesNoField,
  singleChoice: SingleChoiceField,
  multipleChoice: MultipleChoiceField,
  cascade: CascadeField,
  photos: PhotosField,
  video: VideoField,
  audio: later(async () => (await import('../controls/AudioNotes.tsx')).AudioNotes, 44),
  files: FilesField,
  signature: later(async () => (await import('../controls/Signature.tsx')).Signature, 96),
  person: PersonField,
  people: PeopleField,
  community: CommunityField,
  department: DepartmentField,
  location: later(async () => (await import('../controls/LocationControl.tsx')).LocationControl, 44),
  planPin: later(async () => (await import('../controls/PlanPinControl.tsx')).PlanPinControl, 280),
  scan: ScanField,
  linkedRecord: LinkedRecordField,
  linkedRecords: LinkedRecordsField,
  subform: later<FieldProps<'subform'>>(async () => (await import('./SubformField.tsx')).SubformField, 220),
  formula: ResultField,
  lookup: ResultField,
  rollup: ResultField,
  backLinks: ResultField,
  serial: ResultField,
  recordInfo: ResultField,
};

/** Draws the control of one field. */
export function FieldControl(props: AnyFieldProps) {
  // The registry pairs each type with its own renderer; the union of all of them cannot say so.
  const Control = renderers[props.field.type] as unknown as ComponentType<AnyFieldProps>;
  return <Control {...props} />;
}
