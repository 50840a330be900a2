import { getVersion } from '@anshao/core/forms/designing.ts';
import type { RemovedRecord } from '@anshao/core/forms/records.ts';
import { valuesAsFilled } from '@anshao/core/forms/version-values.ts';
import { useMemo } from 'react';
import { compiledOf, contextOf, type OpenForm, withLabels } from '../../form-records/open-form.ts';
import { type Around, ReadForm } from '../../form-records/RecordForm.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useCall } from '../calls.ts';
import { Bones } from '../frame/states.tsx';
import { DeskForm } from './DeskForm.tsx';

export type ReadContent = Pick<RemovedRecord, 'version' | 'community' | 'values' | 'names' | 'labels' | 'createdBy'>;

/** The content as it was filled in: by the version of the form the record was written with. */
export function RecordReading({
  open,
  record,
  reveal,
}: {
  open: OpenForm;
  record: ReadContent;
  reveal?: Around['reveal'];
}) {
  const isCurrent = record.version === open.version;
  const version = useCall(
    getVersion,
    { params: { form: open.form, version: record.version } },
    { enabled: !isCurrent },
  );
  // Where the older version cannot be read, the current one shows what both have.
  const definition = (isCurrent ? undefined : version.data?.definition) ?? open.definition;
  const context = useMemo(
    () =>
      withLabels(
        contextOf(open, {
          now: open.now,
          today: open.today,
          person: undefined,
          community: record.community?.id,
          previous: record.values,
        }),
        record.labels,
      ),
    [open, record],
  );
  if (!isCurrent && version.isPending) return <Bones lines={5} />;
  return (
    <>
      {isCurrent ? null : (
        <p className="quiet-text small-text">{recordText('olderVersion', { version: record.version })}</p>
      )}
      <ReadForm
        View={DeskForm}
        form={compiledOf(definition)}
        values={isCurrent ? record.values : valuesAsFilled(definition, record.values)}
        context={context}
        around={{
          place: record.community?.name ?? '',
          personName: record.createdBy?.name ?? '',
          now: Date.now,
          names: record.names,
          reveal,
        }}
      />
    </>
  );
}
