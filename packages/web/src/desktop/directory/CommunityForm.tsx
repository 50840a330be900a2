/** Adding or changing a community; problems the server finds stand at their fields. */
import { getBoard } from '@anshao/core/daily-reports/contract.ts';
import {
  type Community,
  type CommunityInput,
  createCommunity,
  getCommunity,
  listCommunities,
  listDistricts,
  updateCommunity,
} from '@anshao/core/org/contract.ts';
import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { CompanySelect, DistrictSelect, rememberName } from '../records/filters.tsx';
import { t } from '../text.ts';

export function CommunityForm({ community, close }: { community: Community | undefined; close: () => void }) {
  const [form] = Form.useForm<CommunityInput>();
  if (community?.companyId && community.companyName)
    rememberName('company', community.companyId, community.companyName);
  const save = useWrite(
    (body: CommunityInput) =>
      community ? callApi(updateCommunity, { params: { id: community.id }, body }) : callApi(createCommunity, { body }),
    {
      touches: [listCommunities, getCommunity, listDistricts, getBoard],
      done: (answer) => t('saved', { name: answer.name }),
      after: close,
      onProblem: (problem) => {
        if (problem.code !== 'org.code-taken') return showAtFields(form, problem);
        form.setFields([{ name: 'code', errors: [problem.message] }]);
        return true;
      },
    },
  );
  const send = (values: CommunityInput) =>
    save.mutate({
      ...values,
      companyId: values.companyId ?? null,
      latitude: values.latitude ?? null,
      longitude: values.longitude ?? null,
    });
  return (
    <Modal
      open
      title={community ? t('editOf', { name: community.name }) : t('addCommunity')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<CommunityInput>
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={community ? { ...community } : { status: 'active' }}
      >
        <Form.Item
          name="name"
          label={t('communityName')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('communityCode')}
          extra={t('communityCodeHint')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="districtId" label={t('district')} rules={[{ required: true, message: t('needed') }]}>
            <DistrictField />
          </Form.Item>
          <Form.Item name="companyId" label={t('company')}>
            <CompanyField />
          </Form.Item>
        </div>
        <Form.Item name="address" label={t('address')}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="latitude" label={t('latitude')}>
            <InputNumber min={-90} max={90} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="longitude" label={t('longitude')}>
            <InputNumber min={-180} max={180} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="status" label={t('state')} extra={t('statusHint')}>
          <Select
            options={[
              { value: 'active', label: t('statusActive') },
              { value: 'suspended', label: t('statusSuspended') },
              { value: 'closed', label: t('statusClosed') },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface FieldProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (id: string | undefined) => void;
  readonly disabled?: boolean;
}

export function DistrictField({ id, value, onChange, disabled }: FieldProps) {
  return (
    <DistrictSelect
      id={id}
      value={value ?? undefined}
      onChange={(next) => onChange?.(next)}
      width="100%"
      disabled={disabled}
      placeholder={t('allDistricts')}
    />
  );
}

export function CompanyField({ id, value, onChange }: FieldProps) {
  return <CompanySelect id={id} value={value ?? undefined} onChange={(next) => onChange?.(next)} width="100%" />;
}
