/** One record to read, and the way to change it. */
import { getVersion } from '@anshao/core/forms/designing.ts';
import { readRecord } from '@anshao/core/forms/records.ts';
import { valuesAsFilled } from '@anshao/core/forms/version-values.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { callApi } from '../../base/api.ts';
import { dateTime } from '../../base/time.ts';
import { compiledOf, contextOf, withLabels } from '../../form-records/open-form.ts';
import { ReadForm } from '../../form-records/RecordForm.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useReveal } from '../../form-records/reveal.ts';
import { Screen } from '../frame/Screen.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { openFormQuery } from './form-query.ts';
import { PhoneRecordForm } from './PhoneRecordForm.tsx';
import './form-filling.css';

export function recordQuery(form: string, id: string) {
  return { queryKey: ['record', form, id], queryFn: () => callApi(readRecord, { params: { form, id } }) };
}

export default function RecordPage({ form, id }: { form: string; id: string }) {
  const read = useQuery(recordQuery(form, id));
  const record = read.data;
  const reveal = useReveal(form, record);
  const open = useQuery({ ...openFormQuery(form, record?.community?.id), enabled: record !== undefined });
  const answer = open.data?.value;
  const isCurrent = !record || !answer || record.version === answer.version;
  const version = useQuery({
    queryKey: ['version', answer?.form, record?.version],
    queryFn: () => callApi(getVersion, { params: { form: answer?.form ?? '', version: record?.version ?? 1 } }),
    enabled: !isCurrent,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const context = useMemo(
    () =>
      answer && record
        ? withLabels(
            contextOf(answer, {
              now: answer.now,
              today: answer.today,
              person: undefined,
              community: record.community?.id,
              previous: record.values,
            }),
            record.labels,
          )
        : undefined,
    [answer, record],
  );
  const error = read.error ?? (answer ? null : open.error);
  const definition = (isCurrent ? undefined : version.data?.definition) ?? answer?.definition;
  const isWaiting = !record || !context || !definition || (!isCurrent && version.isPending);
  return (
    <Screen
      title={answer?.definition.name ?? ''}
      back={`/records/${form}`}
      bar={
        record?.may.update ? (
          <Link href={`/records/${form}/${id}/edit`} className="pbtn">
            {recordText('edit')}
          </Link>
        ) : undefined
      }
    >
      {error ? (
        <Failure error={error} retry={() => void (read.isError ? read.refetch() : open.refetch())} />
      ) : isWaiting ? (
        <Loading cards={4} height={110} />
      ) : (
        <>
          <section className="card ff-facts">
            <p>
              {recordText('filledBy', {
                name: record.createdBy?.name ?? recordText('bySystem'),
                time: dateTime(record.createdAt),
              })}
            </p>
            {record.community ? <p className="note">{record.community.name}</p> : null}
            {record.revision > 1 ? (
              <p className="note">
                {recordText('changedBy')} {record.updatedBy?.name} {dateTime(record.updatedAt)}
              </p>
            ) : null}
            {isCurrent ? null : <p className="note">{recordText('olderVersion', { version: record.version })}</p>}
          </section>
          <ReadForm
            View={PhoneRecordForm}
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
      )}
    </Screen>
  );
}
