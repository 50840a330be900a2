/** Every field type on the desk, one line each. */
import type { FieldTypeName } from '@anshao/core/forms/contract.ts';
import type { ComponentType } from 'react';
import type { AnyFieldProps, FieldProps } from '../field-props.ts';
import { CommunityField } from './CommunityField.tsx';
import { DateField } from './DateField.tsx';
import { DateTimeField } from './DateTimeField.tsx';
import { FilesField } from './FilesField.tsx';
import { LocationField } from './LocationField.tsx';
import { MultilineField } from './MultilineField.tsx';
import { MultipleChoiceField } from './MultipleChoiceField.tsx';
import { NumberField } from './NumberField.tsx';
import { PersonField } from './PersonField.tsx';
import { PhotosField } from './PhotosField.tsx';
import { SingleChoiceField } from './SingleChoiceField.tsx';
import { SubformField } from './SubformField.tsx';
import { TextField } from './TextField.tsx';

const renderers: { readonly [Name in FieldTypeName]: ComponentType<FieldProps<Name>> } = {
  text: TextField,
  multiline: MultilineField,
  number: NumberField,
  date: DateField,
  dateTime: DateTimeField,
  singleChoice: SingleChoiceField,
  multipleChoice: MultipleChoiceField,
  photos: PhotosField,
  files: FilesField,
  person: PersonField,
  community: CommunityField,
  location: LocationField,
  subform: SubformField,
};

/** Draws the control of one field. */
export function FieldControl(props: AnyFieldProps) {
  // The registry pairs each type with its own renderer; the union of all of them cannot say so.
  const Control = renderers[props.field.type] as unknown as ComponentType<AnyFieldProps>;
  return <Control {...props} />;
}
