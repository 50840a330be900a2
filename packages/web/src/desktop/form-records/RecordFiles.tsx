/** Every file of a record, by the field it belongs to. */
import { type FormRecord, recordFiles } from '@anshao/core/forms/records.ts';
import type { OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useCall } from '../calls.ts';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { Attachments } from '../records/Attachments.tsx';
import { Originals } from '../records/Originals.tsx';

export function RecordFiles({ formKey, open, record }: { formKey: string; open: OpenForm; record: FormRecord }) {
  const read = useCall(recordFiles, { params: { form: formKey, id: record.id } });
  if (read.isPending) return <Bones lines={4} />;
  if (read.error) return <Failure problem={read.error} retry={() => void read.refetch()} />;
  const { rows } = read.data;
  if (rows.length === 0) return <Empty icon="file" title={recordText('noFiles')} />;
  const labels = new Map(open.definition.fields.map((field) => [field.key, field.label]));
  const places = [...new Set(rows.map((row) => row.field))];
  return (
    <>
      {places.map((field) => {
        const files = rows.filter((row) => row.field === field);
        const label = labels.get(field.split(/[.[]/)[0] ?? '') ?? field;
        const pictures = files.filter((file) => file.kind === 'image').map((file) => file.id);
        return (
          <section key={field} aria-label={label}>
            <h3 className="panel-subtitle">{label}</h3>
            <Attachments ids={files.map((file) => file.id)} name={label} />
            <Originals ids={pictures} name={label} />
          </section>
        );
      })}
    </>
  );
}
