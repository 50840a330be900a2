/** One description and material for many anomalies; first what will change and what will be skipped. */
import {
  type Anomaly,
  listAnomalies,
  previewBatch,
  resolveBatch,
  undoResolution,
} from '@anshao/core/daily-reports/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Modal } from 'antd';
import { useRef } from 'react';
import { type ApiProblem, callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { queryClient, useCall, useWrite } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';
import { anomalyReads, ResolutionFields } from './AnomalyBody.tsx';
import { everyDayOf } from './every-day.ts';

/** As the contract has it: one call takes the reports of a year. */
const mostReports = 366;

interface Values {
  readonly description: string;
  readonly fileIds: string[];
}

export function BatchResolve({ chosen, close }: { chosen: readonly Anomaly[]; close: () => void }) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const id = useRef(newId());
  // A row stands for all days of its thing; the preview shows each of them.
  const days = useQuery<Anomaly[], ApiProblem>({
    queryKey: [listAnomalies.name, 'every day', ...chosen.map((one) => one.id)],
    queryFn: async () => (await Promise.all(chosen.map(everyDayOf))).flat(),
  });
  const choice = {
    reportIds: [...new Set((days.data ?? []).map((one) => one.reportId))],
    itemCodes: [...new Set((days.data ?? []).map((one) => one.itemCode))],
  };
  const isTooMany = choice.reportIds.length > mostReports;
  const preview = useCall(previewBatch, { body: choice }, { enabled: days.data !== undefined && !isTooMany });
  const undo = useWrite((resolutionId: string) => callApi(undoResolution, { params: { id: resolutionId } }), {
    touches: anomalyReads,
    done: ({ reopened }) => t('undone', { count: reopened }),
  });
  const resolve = useWrite(
    (values: Values) => callApi(resolveBatch, { body: { id: id.current, ...values, ...choice } }),
    {
      touches: anomalyReads,
      after: (answer) => {
        queryClient.removeQueries({ queryKey: [previewBatch.name] });
        message.success({
          content: (
            <>
              {t('batchDone', { resolved: answer.resolved, skipped: answer.skipped })}{' '}
              <Button type="link" size="small" onClick={() => undo.mutate(answer.resolutionId)}>
                {t('undo')}
              </Button>
            </>
          ),
          duration: 10,
        });
        close();
      },
    },
  );
  const will = preview.data?.cells.filter((cell) => cell.outcome === 'willResolve') ?? [];
  const skipped = preview.data?.cells.filter((cell) => cell.outcome !== 'willResolve') ?? [];
  const outcomes = {
    willResolve: t('willResolve'),
    normal: t('skipNormal'),
    notApplicable: t('skipNotApplicable'),
    alreadyResolved: t('skipResolved'),
    notAsked: t('skipNotAsked'),
  };
  return (
    <Modal
      open
      width={680}
      title={t('batchResolve')}
      onCancel={close}
      okText={t('confirmResolveCount', { count: will.length })}
      okButtonProps={{ disabled: will.length === 0, loading: resolve.isPending }}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
    >
      {isTooMany ? (
        <Alert
          type="warning"
          showIcon
          title={t('batchTooMany', { count: choice.reportIds.length, most: mostReports })}
        />
      ) : null}
      {preview.isPending && !days.error && !isTooMany ? <Bones lines={4} /> : null}
      {days.error ? <Failure problem={days.error} retry={() => void days.refetch()} /> : null}
      {preview.error ? <Failure problem={preview.error} retry={() => void preview.refetch()} /> : null}
      {preview.data && days.data ? (
        <>
          {will.length > days.data.length ? (
            <Alert
              type="info"
              showIcon
              title={t('batchMore', { count: will.length - days.data.length })}
              style={{ marginBottom: 12 }}
            />
          ) : null}
          <div className="preview-scroll">
            <table className="desk-table" aria-label={t('preview')}>
              <thead>
                <tr>
                  <th scope="col">{t('community')}</th>
                  <th scope="col">{t('date')}</th>
                  <th scope="col">{t('item')}</th>
                  <th scope="col">{t('outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {[...will, ...skipped].map((cell) => (
                  <tr key={`${cell.reportId} ${cell.itemCode}`}>
                    <td className="nowrap">{cell.communityName}</td>
                    <td className="nowrap">{cell.reportDate}</td>
                    <td>{cell.itemLabel}</td>
                    <td className="nowrap">
                      <span className={cell.outcome === 'willResolve' ? 'word done' : 'word quiet'}>
                        {outcomes[cell.outcome]}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => resolve.mutate(values)}>
            <ResolutionFields />
          </Form>
        </>
      ) : null}
    </Modal>
  );
}
