/** One anomaly: what was found, how it went on, how it was solved, and what the viewer may do with it. */
import {
  type Anomaly,
  anomalyTimeline,
  communityCalendar,
  getBoard,
  getReport,
  listAnomalies,
  listReports,
  resolveAnomaly,
  undoResolution,
} from '@anshao/core/daily-reports/contract.ts';
import { App, Button, Checkbox, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { dateTime } from '../../base/time.ts';
import { useCall, useWrite } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { Attachments, Photos } from '../records/Attachments.tsx';
import { FilesInput } from '../records/FilesInput.tsx';
import { t } from '../text.ts';
import { isOfManyDays } from './every-day.ts';
import { skippedDaysSaid, verifyEveryDay } from './verify.ts';

/** Whatever changes an anomaly changes these. */
export const anomalyReads = [listAnomalies, listReports, getReport, anomalyTimeline, getBoard, communityCalendar];

export function AnomalyBody({ anomaly }: { anomaly: Anomaly }) {
  return (
    <>
      <p>{anomaly.description}</p>
      <Photos ids={anomaly.photoIds} name={anomaly.itemLabel} />
      {anomaly.resolution ? (
        <div className="resolution">
          <b>{t('resolution')}</b>
          {anomaly.resolution.batch ? <span className="tag">{t('batch')}</span> : null}
          <p>{anomaly.resolution.description}</p>
          <Attachments ids={anomaly.resolution.fileIds} name={anomaly.itemLabel} />
          <div className="small-text quiet-text">
            {t('resolvedBy', { who: anomaly.resolution.resolvedBy, time: dateTime(anomaly.resolution.resolvedAt) })}
          </div>
        </div>
      ) : null}
      {anomaly.verifiedAt ? (
        <div className="small-text quiet-text">
          {t('verifiedBy', { who: anomaly.verifiedBy ?? '', time: dateTime(anomaly.verifiedAt) })}
        </div>
      ) : null}
    </>
  );
}

export function Timeline({ id }: { id: string }) {
  const timeline = useCall(anomalyTimeline, { params: { id } });
  if (timeline.isPending) return <Bones lines={3} />;
  if (timeline.error) return <Failure problem={timeline.error} retry={() => void timeline.refetch()} />;
  const words = {
    found: t('momentFound'),
    copied: t('momentCopied'),
    resolved: t('momentResolved'),
    undone: t('momentUndone'),
    verified: t('momentVerified'),
  };
  return (
    <ol className="moments">
      {timeline.data.rows.map((moment) => (
        <li key={`${moment.at} ${moment.kind} ${moment.reportDate}`} className={moment.kind}>
          <b>{words[moment.kind]}</b> {moment.by}
          {moment.note ? <div>{moment.note}</div> : null}
          <time dateTime={moment.at}>{dateTime(moment.at)}</time>
        </li>
      ))}
    </ol>
  );
}

export function VerifyButton({ anomaly, primary }: { anomaly: Anomaly; primary?: boolean }) {
  const { message } = App.useApp();
  const verify = useWrite(() => verifyEveryDay(anomaly), {
    touches: anomalyReads,
    after: (answer) => {
      const item = anomaly.itemLabel;
      const skipped = skippedDaysSaid(answer);
      if (skipped.length === 0) return void message.success(t('verifiedDone', { item }));
      const counts = { item, done: answer.verifiedDays.length, skipped: answer.skippedDays.length };
      message.warning([t('verifiedPartly', counts), ...skipped].join(t('semicolon')), 8);
    },
  });
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      size={primary ? 'middle' : 'small'}
      loading={verify.isPending}
      icon={<Icon name="check" size={14} />}
      onClick={() => verify.mutate(undefined)}
    >
      {t('verify')}
    </Button>
  );
}

export function UndoButton({ anomaly, large = false }: { anomaly: Anomaly; large?: boolean }) {
  const now = useNow();
  const undo = useWrite((id: string) => callApi(undoResolution, { params: { id } }), {
    touches: anomalyReads,
    done: ({ reopened }) => t('undone', { count: reopened }),
  });
  const { resolution } = anomaly;
  if (!resolution || anomaly.state !== 'resolved' || Date.parse(resolution.undoUntil) <= now) return null;
  return (
    <Button
      size={large ? 'middle' : 'small'}
      loading={undo.isPending}
      icon={<Icon name="undo" size={14} />}
      onClick={() => undo.mutate(resolution.id)}
    >
      {t('undo')}
    </Button>
  );
}

interface ResolveValues {
  readonly description: string;
  readonly fileIds: string[];
  /** Left out where the anomaly stands on one day only. */
  readonly allDays?: boolean;
}

/** 处理: description and material, both required (DR-30); what was reported day after day is resolved for all days. */
export function ResolveForm({ anomaly, done }: { anomaly: Anomaly; done: () => void }) {
  // The same id however often the answer gets lost: it is resolved once.
  const id = useRef(newId());
  const resolve = useWrite(
    (values: ResolveValues) =>
      callApi(resolveAnomaly, { params: { id: anomaly.id }, body: { id: id.current, ...values } }),
    { touches: anomalyReads, done: () => t('resolvedDone', { item: anomaly.itemLabel }), after: done },
  );
  return (
    <Form<ResolveValues> layout="vertical" onFinish={(values) => resolve.mutate(values)} requiredMark={false}>
      <ResolutionFields />
      {isOfManyDays(anomaly) ? (
        <Form.Item name="allDays" valuePropName="checked" initialValue={true}>
          <Checkbox>
            {anomaly.days ? t('resolveAllDays', { days: anomaly.days }) : t('resolveAllDaysUncounted')}
          </Checkbox>
        </Form.Item>
      ) : null}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={resolve.isPending}>
          {t('confirmResolve')}
        </Button>
        <Button onClick={done}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}

export function ResolutionFields() {
  return (
    <>
      <Form.Item
        name="description"
        label={t('resolutionText')}
        rules={[{ required: true, whitespace: true, message: t('resolutionTextNeeded') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount autoFocus />
      </Form.Item>
      <Form.Item
        name="fileIds"
        label={t('resolutionFiles')}
        rules={[{ required: true, type: 'array', min: 1, message: t('resolutionFilesNeeded') }]}
      >
        <FilesInput />
      </Form.Item>
    </>
  );
}

/** The resolve form behind its button. */
export function ResolveHere({ anomaly }: { anomaly: Anomaly }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <ResolveForm anomaly={anomaly} done={() => setOpen(false)} />;
  return (
    <Button size="small" icon={<Icon name="edit" size={14} />} onClick={() => setOpen(true)}>
      {t('resolve')}
    </Button>
  );
}
