/** 提交成功: what it is known by, and the ways on. */
import { readRecord } from '@anshao/core/forms/records.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Mark } from '../../base/marks.tsx';
import { dateTime } from '../../base/time.ts';
import { namingOf, titleFieldOf } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';
import { Screen } from '../frame/Screen.tsx';
import { openFormQuery } from './form-query.ts';
import '../filed/filed.css';
import './form-filling.css';

export default function DonePage({ form, id }: { form: string; id: string }) {
  const open = useQuery(openFormQuery(form, undefined)).data?.value;
  const record = useQuery({
    queryKey: ['record', form, id],
    queryFn: () => callApi(readRecord, { params: { form, id } }),
  }).data;
  const community = record?.community;
  const fields = open
    ? [titleFieldOf(open.definition), ...open.definition.fields.filter((field) => field.type === 'serial')]
    : [];
  const told = [...new Set(fields)].flatMap((field) => {
    const words =
      field && record && open
        ? valueText(field, record.values[field.key], namingOf(open, record.names, record.labels))
        : '';
    return field && words ? [{ key: field.key, label: field.label, words }] : [];
  });
  return (
    <Screen
      title={open?.definition.name ?? ''}
      bar={
        <div className="two">
          <Link href="/" className="pbtn sec" replace>
            {recordText('backHome')}
          </Link>
          <Link href={`/fill/${form}${community ? `?community=${community.id}` : ''}`} className="pbtn" replace>
            {recordText('fillAnother')}
          </Link>
        </div>
      }
    >
      <div className="state receipt">
        <Mark level="done" size={56} />
        <h2>{recordText('sentDone')}</h2>
        {community ? <p>{community.name}</p> : null}
      </div>
      {record ? (
        <section className="card receipt-lines ff-lines">
          {told.map(({ key, label, words }) => (
            <div key={key} className="kv">
              <span className="kk">{label}</span>
              <span className="vv">{words}</span>
            </div>
          ))}
          <div className="kv">
            <span className="kk">{recordText('createdAt')}</span>
            <span className="vv">{dateTime(record.createdAt)}</span>
          </div>
        </section>
      ) : null}
      <div className="ff-ways">
        {record ? (
          <Link href={`/records/${form}/${id}`} className="mbtn soft">
            {recordText('seeRecord')}
          </Link>
        ) : null}
        <Link href={`/records/${form}`} className="mbtn line">
          {recordText('myRecords')}
        </Link>
      </div>
    </Screen>
  );
}
