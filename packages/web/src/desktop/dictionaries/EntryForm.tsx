import {
  type EntryInput,
  type KeptDictionary,
  type KeptEntry,
  saveEntry,
} from '@anshao/core/forms/dictionaries-contract.ts';
import { Checkbox, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { DistrictSelect } from '../records/filters.tsx';
import { t } from '../text.ts';
import { touchedByDictionaries } from './Entries.tsx';
import { synonymsOf } from './entry-tree.ts';

interface Draft {
  readonly code: string;
  readonly label: string;
  readonly parent?: string | null;
  readonly districtId?: string;
  readonly effectiveFrom: Dayjs;
  readonly effectiveTo?: Dayjs | null;
  readonly synonyms: readonly string[];
  readonly basis?: string;
  readonly note?: string;
  readonly isCorrection?: boolean;
}

export interface EntryFormProps {
  readonly kept: KeptDictionary;
  readonly entry?: KeptEntry;
  /** Of a new entry. */
  readonly parent?: string | null;
  readonly close: () => void;
}

/** One entry: its words may change, its code never does. */
export function EntryForm({ kept, entry, parent = null, close }: EntryFormProps) {
  const [form] = Form.useForm<Draft>();
  const [id] = useState(() => entry?.id ?? newId());
  const save = useWrite(
    (draft: Draft) => callApi(saveEntry, { params: { dictionary: kept.key, entry: id }, body: inputOf(draft) }),
    {
      touches: touchedByDictionaries,
      done: (_answer, draft) => t('saved', { name: draft.label.trim() }),
      after: close,
      onProblem: (problem) => {
        if (problem.code !== 'forms.entry-taken') return showAtFields(form, problem);
        form.setFields([{ name: 'code', errors: [problem.message] }]);
        return true;
      },
    },
  );
  const hasBelow = entry !== undefined && kept.entries.some((other) => other.parent === entry.code);
  const tops = kept.entries.filter((other) => other.parent === null && other.code !== entry?.code);
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  const { details, formerLabels = [] } = entry ?? {};
  const label = Form.useWatch('label', form);
  const isRenamed = entry !== undefined && label !== undefined && label.trim() !== entry.label;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return (
    <Modal
      open
      width={600}
      title={entry ? t('editOf', { name: entry.label }) : appsText('newEntry')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={{
          code: entry?.code ?? '',
          label: entry?.label ?? '',
          parent: entry ? entry.parent : parent,
          districtId: entry?.district?.id,
          effectiveFrom: dayjs(entry?.effectiveFrom ?? kept.today),
          effectiveTo: entry?.effectiveTo ? dayjs(entry.effectiveTo) : null,
          synonyms: details ? synonymsOf(details) : [],
          basis: text(details?.basis),
          note: text(details?.note),
        }}
        onFinish={(draft) => save.mutate(draft)}
      >
        <div className="form-pair">
          <Form.Item
            name="label"
            label={appsText('entryLabel')}
            rules={needed}
            extra={
              isRenamed
                ? appsText('renamedWhy')
                : formerLabels.length > 0
                  ? appsText('formerLabels', { labels: formerLabels.map((one) => one.label).join(t('listComma')) })
                  : undefined
            }
          >
            <Input maxLength={200} autoFocus />
          </Form.Item>
          <Form.Item
            name="code"
            label={appsText('entryCode')}
            extra={entry ? appsText('codeFixed') : appsText('codeHint')}
            rules={[...needed, { pattern: /^\S+$/, message: appsText('codeBlank') }]}
          >
            <Input maxLength={60} disabled={entry !== undefined} />
          </Form.Item>
          <Form.Item name="parent" label={appsText('parentEntry')} extra={hasBelow ? appsText('hasBelow') : undefined}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              disabled={hasBelow}
              placeholder={appsText('firstLevel')}
              options={tops.map((top) => ({ value: top.code, label: top.label }))}
            />
          </Form.Item>
          <Form.Item name="districtId" label={appsText('entryDistrict')} valuePropName="value">
            <DistrictSelect
              value={undefined}
              onChange={() => undefined}
              width="100%"
              placeholder={appsText('everyDistrict')}
            />
          </Form.Item>
          <Form.Item
            name="effectiveFrom"
            label={appsText('effectiveFrom')}
            rules={[{ required: true, message: t('needed') }]}
          >
            <DatePicker style={{ width: '100%' }} allowClear={false} />
          </Form.Item>
          <Form.Item name="effectiveTo" label={appsText('effectiveTo')}>
            <DatePicker style={{ width: '100%' }} placeholder={appsText('noEnd')} />
          </Form.Item>
        </div>
        {isRenamed ? (
          <Form.Item name="isCorrection" valuePropName="checked">
            <Checkbox>{appsText('isCorrection')}</Checkbox>
          </Form.Item>
        ) : null}
        <Form.Item name="synonyms" label={appsText('synonyms')} extra={appsText('synonymsHint')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ' ']} />
        </Form.Item>
        <Form.Item name="basis" label={appsText('basis')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
        <Form.Item name="note" label={appsText('entryNote')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function inputOf({
  code,
  label,
  parent,
  districtId,
  effectiveFrom,
  effectiveTo,
  synonyms,
  basis,
  note,
  isCorrection,
}: Draft): EntryInput {
  return {
    code,
    label: label.trim(),
    parent: parent ?? null,
    districtId: districtId ?? null,
    effectiveFrom: effectiveFrom.format('YYYY-MM-DD'),
    effectiveTo: effectiveTo ? effectiveTo.format('YYYY-MM-DD') : null,
    details: { synonyms: [...synonyms], basis: basis ?? '', note: note ?? '' },
    ...(isCorrection && { isCorrection }),
  };
}
