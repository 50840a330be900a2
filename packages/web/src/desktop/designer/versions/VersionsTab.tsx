/** Every version there was: read it, compare two, take one back into the draft. */

import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { differences, wordDifference } from '@anshao/core/forms/design/compare.ts';
import { getVersion, listVersions, type VersionRow } from '@anshao/core/forms/designing.ts';
import { App, Button, Drawer, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { callApi } from '../../../base/api.ts';
import { currentLanguage } from '../../../base/language.ts';
import { dateTime } from '../../../base/time.ts';
import { FormView } from '../../../forms/FormView.tsx';
import { useCall, useWrite } from '../../calls.ts';
import { Bones, Empty, Failure } from '../../frame/states.tsx';
import { useDesign, useDrawn } from '../design-store.ts';
import { useDesignedForm } from '../designed-form.ts';
import { useTrialSituation } from '../preview/trial-dictionaries.ts';
import { d } from '../text.ts';

const nothing = {};

export function VersionsTab({ form }: { form: string }) {
  const { modal, message } = App.useApp();
  const design = useDesign();
  const { shipped } = useDesignedForm();
  const versions = useCall(listVersions, { params: { form } });
  const [reading, setReading] = useState<number | undefined>(undefined);
  const [comparing, setComparing] = useState<readonly [Side, Side] | undefined>(undefined);
  const take = (definition: FormDefinition, title: string) =>
    void modal.confirm({
      title,
      content: d('restoreWhy'),
      okText: d('restore'),
      onOk: () => {
        if (design.perform({ do: 'replace', definition })) message.success(d('restoredVersion'));
      },
    });
  const restore = useWrite((version: number) => callApi(getVersion, { params: { form, version } }), {
    after: ({ version, definition }) => take(definition, d('restoreTitle', { version })),
  });
  if (versions.isPending) return <Bones />;
  if (!versions.data) return <Failure problem={versions.error} retry={() => void versions.refetch()} />;
  const { rows } = versions.data;
  const newest = rows[0]?.version;
  return (
    <section className="dz-sheet">
      <div className="dz-sheet-head">
        <h2>{d('tabVersions')}</h2>
        <span className="spread" />
        {shipped ? (
          <Button onClick={() => take(shipped.definition, d('restoreShippedTitle'))}>{d('restoreShipped')}</Button>
        ) : null}
        {newest === undefined ? null : <Button onClick={() => setComparing([newest, 'draft'])}>{d('compare')}</Button>}
      </div>
      {rows.length === 0 ? (
        <Empty icon="history" title={d('noVersions')}>
          {d('noVersionsWhy')}
        </Empty>
      ) : (
        <Table<VersionRow>
          rowKey="version"
          size="middle"
          pagination={false}
          dataSource={rows}
          columns={[
            {
              title: d('version'),
              dataIndex: 'version',
              width: 80,
              render: (version: number) => d('versionNumber', { version }),
            },
            { title: d('publishedAt'), dataIndex: 'publishedAt', width: 170, render: (at: string) => dateTime(at) },
            { title: d('publishedBy'), width: 120, render: (_, row) => row.publishedBy?.name ?? d('system') },
            { title: d('fieldCount'), dataIndex: 'fields', width: 90 },
            { title: d('publishNote'), render: (_, row) => row.note ?? '' },
            {
              title: d('actions'),
              width: 240,
              render: (_, { version }) => (
                <span className="row">
                  <Button size="small" type="link" onClick={() => setReading(version)}>
                    {d('read')}
                  </Button>
                  <Button
                    size="small"
                    type="link"
                    onClick={() => setComparing([version, version === newest ? 'draft' : (newest ?? 'draft')])}
                  >
                    {d('compare')}
                  </Button>
                  <Button size="small" type="link" onClick={() => restore.mutate(version)}>
                    {d('restore')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {reading === undefined ? null : <Reading form={form} version={reading} close={() => setReading(undefined)} />}
      {comparing ? (
        <Comparing
          form={form}
          sides={comparing}
          rows={rows}
          change={setComparing}
          close={() => setComparing(undefined)}
        />
      ) : null}
    </section>
  );
}

type Side = number | 'draft';

function Reading({ form, version, close }: { form: string; version: number; close: () => void }) {
  const found = useCall(getVersion, { params: { form, version } });
  const situation = useTrialSituation(found.data?.definition);
  return (
    <Drawer open title={d('versionNumber', { version })} size={720} onClose={close}>
      {found.data ? (
        <FormView
          surface="desk"
          form={found.data.definition}
          values={nothing}
          onChange={() => undefined}
          situation={situation}
          readOnly
        />
      ) : found.isPending ? (
        <Bones />
      ) : (
        <Failure problem={found.error} />
      )}
    </Drawer>
  );
}

function Comparing({
  form,
  sides,
  rows,
  change,
  close,
}: {
  form: string;
  sides: readonly [Side, Side];
  rows: readonly VersionRow[];
  change: (sides: readonly [Side, Side]) => void;
  close: () => void;
}) {
  const before = useSide(form, sides[0]);
  const after = useSide(form, sides[1]);
  const options = [
    { value: 'draft' as Side, label: d('draft') },
    ...rows.map(({ version }) => ({ value: version as Side, label: d('versionNumber', { version }) })),
  ];
  const sentences =
    before && after ? differences(before, after).map((one) => wordDifference(one, currentLanguage())) : undefined;
  return (
    <Modal open title={d('compareTitle')} width={640} footer={null} onCancel={close}>
      <div className="dz-try-head">
        <Select<Side>
          aria-label={d('compareFrom')}
          value={sides[0]}
          options={options}
          onChange={(side) => change([side, sides[1]])}
        />
        <span>→</span>
        <Select<Side>
          aria-label={d('compareTo')}
          value={sides[1]}
          options={options}
          onChange={(side) => change([sides[0], side])}
        />
      </div>
      {sentences === undefined ? (
        <Bones lines={4} />
      ) : sentences.length === 0 ? (
        <p className="dz-quiet">{d('noDifference')}</p>
      ) : (
        <ul className="dz-differences">
          {sentences.map((sentence, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences may repeat and never move
            <li key={index}>{sentence}</li>
          ))}
        </ul>
      )}
    </Modal>
  );
}

function useSide(form: string, side: Side): FormDefinition | undefined {
  const draft = useDrawn((state) => state.history.definition);
  const found = useCall(
    getVersion,
    { params: { form, version: side === 'draft' ? 1 : side } },
    { enabled: side !== 'draft' },
  );
  return side === 'draft' ? draft : found.data?.definition;
}
