/** What the settings of each field type look like, one line each. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FieldOf, FieldTypeName } from '@anshao/core/forms/registry.ts';
import type { ComponentType } from 'react';
import type { SettingsProps } from '../properties/use-setting.ts';
import { AudioSettings } from './audio.tsx';
import { BackLinksSettings } from './backLinks.tsx';
import { CascadeSettings } from './cascade.tsx';
import { CommunitySettings } from './community.tsx';
import { DateSettings } from './date.tsx';
import { DateRangeSettings } from './dateRange.tsx';
import { DateTimeSettings } from './dateTime.tsx';
import { DepartmentSettings } from './department.tsx';
import { EmailSettings } from './email.tsx';
import { FilesSettings } from './files.tsx';
import { FormulaSettings } from './formula.tsx';
import { IntegerSettings } from './integer.tsx';
import { LinkedRecordSettings } from './linkedRecord.tsx';
import { LinkedRecordsSettings } from './linkedRecords.tsx';
import { LocationSettings } from './location.tsx';
import { LookupSettings } from './lookup.tsx';
import { MoneySettings } from './money.tsx';
import { MultilineSettings } from './multiline.tsx';
import { MultipleChoiceSettings } from './multipleChoice.tsx';
import { NumberSettings } from './number.tsx';
import { PeopleSettings } from './people.tsx';
import { PercentageSettings } from './percentage.tsx';
import { PersonSettings } from './person.tsx';
import { PhoneSettings } from './phone.tsx';
import { PhotosSettings } from './photos.tsx';
import { PlanPinSettings } from './planPin.tsx';
import { RatingSettings } from './rating.tsx';
import { RecordInfoSettings } from './recordInfo.tsx';
import { RichTextSettings } from './richText.tsx';
import { RollupSettings } from './rollup.tsx';
import { ScanSettings } from './scan.tsx';
import { SerialSettings } from './serial.tsx';
import { SignatureSettings } from './signature.tsx';
import { SingleChoiceSettings } from './singleChoice.tsx';
import { SubformSettings } from './subform.tsx';
import { TextSettings } from './text.tsx';
import { TimeSettings } from './time.tsx';
import { UrlSettings } from './url.tsx';
import { VideoSettings } from './video.tsx';
import { YesNoSettings } from './yesNo.tsx';

const panels: { readonly [Name in FieldTypeName]: ComponentType<SettingsProps<FieldOf<Name>>> | undefined } = {
  text: TextSettings,
  multiline: MultilineSettings,
  richText: RichTextSettings,
  phone: PhoneSettings,
  // Nothing to set: eighteen digits are eighteen digits.
  idCard: undefined,
  email: EmailSettings,
  url: UrlSettings,
  number: NumberSettings,
  integer: IntegerSettings,
  money: MoneySettings,
  percentage: PercentageSettings,
  rating: RatingSettings,
  date: DateSettings,
  dateTime: DateTimeSettings,
  time: TimeSettings,
  dateRange: DateRangeSettings,
  yesNo: YesNoSettings,
  singleChoice: SingleChoiceSettings,
  multipleChoice: MultipleChoiceSettings,
  cascade: CascadeSettings,
  photos: PhotosSettings,
  video: VideoSettings,
  audio: AudioSettings,
  files: FilesSettings,
  signature: SignatureSettings,
  person: PersonSettings,
  people: PeopleSettings,
  community: CommunitySettings,
  department: DepartmentSettings,
  location: LocationSettings,
  planPin: PlanPinSettings,
  scan: ScanSettings,
  subform: SubformSettings,
  formula: FormulaSettings,
  linkedRecord: LinkedRecordSettings,
  linkedRecords: LinkedRecordsSettings,
  backLinks: BackLinksSettings,
  lookup: LookupSettings,
  rollup: RollupSettings,
  serial: SerialSettings,
  recordInfo: RecordInfoSettings,
};

export function TypeSettings({ path, field }: SettingsProps) {
  // The registry pairs each type with its own panel; the union of all of them cannot say so.
  const Panel = panels[field.type] as unknown as ComponentType<SettingsProps<FieldDefinition>> | undefined;
  return Panel ? <Panel path={path} field={field} /> : null;
}
