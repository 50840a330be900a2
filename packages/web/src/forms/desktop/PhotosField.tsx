import { Photos } from '../../desktop/records/Attachments.tsx';
import { FilesInput } from '../../desktop/records/FilesInput.tsx';
import { asIds, type FieldProps } from '../field-props.ts';

/** Photos from this computer. A field that takes only fresh camera photos can be read here, but filled on a phone only. */
export function PhotosField({ id, field, value, onChange, readOnly }: FieldProps<'photos'>) {
  const ids = asIds(value);
  if (readOnly || field.cameraOnly) return <Photos ids={ids} name={field.label} />;
  return <FilesInput id={id} value={ids} onChange={onChange} max={field.max ?? 9} accept="image/*" />;
}
