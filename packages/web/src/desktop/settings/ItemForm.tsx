/** One item: its question, what to look at, where it is asked and from which day. */
import { DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { DistrictField } from '../directory/CommunityForm.tsx';
import { t } from '../text.ts';
import type { DraftItem } from './item-draft.ts';

interface Values {
  readonly code: string;
  readonly label: string;
  readonly guidance?: string;
  readonly districtId?: string | null;
  readonly effectiveFrom: Dayjs;
  readonly effectiveTo?: Dayjs | null;
}

export function ItemForm({
  item,
  tomorrow,
  taken,
  close,
  take,
}: {
  item: DraftItem;
  tomorrow: string;
  taken: readonly string[];
  close: () => void;
  take: (item: DraftItem) => void;
}) {
  const [form] = Form.useForm<Values>();
  const isNew = item.isNew === true;
  const send = (values: Values) =>
    take({
      ...item,
      code: values.code,
      label: values.label.trim(),
      guidance: values.guidance?.trim() ?? '',
      districtId: values.districtId ?? null,
      effectiveFrom: values.effectiveFrom.format('YYYY-MM-DD'),
      effectiveTo: values.effectiveTo?.format('YYYY-MM-DD') ?? null,
    });
  return (
    <Modal
      open
      title={isNew ? t('addItem') : t('editOf', { name: item.label })}
      okText={t('takeOver')}
      cancelText={t('cancel')}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <p className="quiet-text">{t(isNew ? 'newItemHint' : 'rewordHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={{
          ...item,
          effectiveFrom: dayjs(item.effectiveFrom),
          effectiveTo: item.effectiveTo ? dayjs(item.effectiveTo) : null,
        }}
      >
        <Form.Item
          name="label"
          label={t('itemLabel')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={100} showCount autoFocus />
        </Form.Item>
        <Form.Item name="guidance" label={t('itemGuidance')}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        <div className="form-pair">
          <Form.Item
            name="code"
            label={t('itemCode')}
            extra={isNew ? t('itemCodeHint') : t('itemCodeFixed')}
            rules={[
              { required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: t('itemCodeHint') },
              {
                validator: (_rule, code) =>
                  isNew && taken.includes(code) ? Promise.reject(new Error(t('itemCodeTaken'))) : Promise.resolve(),
              },
            ]}
          >
            <Input maxLength={40} disabled={!isNew} />
          </Form.Item>
          <Form.Item
            name="districtId"
            label={t('district')}
            extra={t(isNew ? 'itemDistrictHint' : 'itemDistrictFixed')}
          >
            <DistrictField disabled={!isNew} />
          </Form.Item>
        </div>
        <div className="form-pair">
          <Form.Item name="effectiveFrom" label={t('effectiveFrom')}>
            <DatePicker
              allowClear={false}
              disabled={!isNew && item.effectiveFrom < tomorrow}
              disabledDate={(day) => day.format('YYYY-MM-DD') < tomorrow}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item name="effectiveTo" label={t('effectiveTo')}>
            <DatePicker
              placeholder={t('openEnd')}
              disabledDate={(day) => day.add(1, 'day').format('YYYY-MM-DD') < tomorrow}
              style={{ width: '100%' }}
            />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
