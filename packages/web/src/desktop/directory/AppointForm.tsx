/** Appointing somebody to a post; a new person in charge takes over from the one before by itself. */
import { createPost, listPeople, type PostInput, type Role, roles } from '@anshao/core/org/contract.ts';
import { Alert, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { CommunitySelect, rememberName } from '../records/filters.tsx';
import { t } from '../text.ts';
import { CompanyField, DistrictField } from './CommunityForm.tsx';
import { roleWord } from './role-words.ts';

interface Values extends Omit<PostInput, 'startsOn'> {
  readonly startsOn?: Dayjs;
}

export function AppointForm({
  post,
  communityId,
  communityName,
  close,
}: {
  post: Role;
  communityId?: string;
  communityName?: string;
  close: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch('role', form) ?? post;
  if (communityId && communityName) rememberName('community', communityId, communityName);
  const appoint = useWrite((body: PostInput) => callApi(createPost, { body }), {
    touches: [listPeople],
    done: (_answer, input) => t('appointed', { name: input.name, role: roleWord(input.role) }),
    after: close,
    onProblem: (problem) => showAtFields(form, problem),
  });
  const send = ({ startsOn, ...values }: Values) =>
    appoint.mutate({
      name: values.name.trim(),
      mobile: values.mobile,
      role: values.role,
      // Only the place that the role needs goes along, whatever was chosen before the role changed.
      ...(values.role === 'personInCharge' ? { communityId: values.communityId } : {}),
      ...(values.role === 'companyManager' ? { companyId: values.companyId } : {}),
      ...(values.role === 'districtOfficer' ? { districtId: values.districtId } : {}),
      ...(startsOn ? { startsOn: startsOn.format('YYYY-MM-DD') } : {}),
    });
  return (
    <Modal
      open
      title={communityName ? t('appointOf', { name: communityName }) : t('appoint')}
      okText={t('appoint')}
      cancelText={t('cancel')}
      confirmLoading={appoint.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={{ role: post, communityId, startsOn: dayjs() }}
      >
        <Form.Item name="role" label={t('role')} rules={[{ required: true }]}>
          <Select options={roles.map((one) => ({ value: one, label: roleWord(one) }))} />
        </Form.Item>
        {chosen === 'personInCharge' ? (
          <>
            <Form.Item name="communityId" label={t('community')} rules={[{ required: true, message: t('needed') }]}>
              <CommunityField />
            </Form.Item>
            <Alert type="info" showIcon title={t('takesOver')} style={{ marginBottom: 16 }} />
          </>
        ) : null}
        {chosen === 'companyManager' ? (
          <Form.Item name="companyId" label={t('company')} rules={[{ required: true, message: t('needed') }]}>
            <CompanyField />
          </Form.Item>
        ) : null}
        {chosen === 'districtOfficer' ? (
          <Form.Item name="districtId" label={t('district')} rules={[{ required: true, message: t('needed') }]}>
            <DistrictField />
          </Form.Item>
        ) : null}
        <div className="form-pair">
          <Form.Item
            name="name"
            label={t('personName')}
            rules={[{ required: true, whitespace: true, message: t('needed') }]}
          >
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item
            name="mobile"
            label={t('mobile')}
            rules={[{ required: true, pattern: /^1[3-9]\d{9}$/, message: t('mobileNeeded') }]}
          >
            <Input inputMode="numeric" maxLength={11} />
          </Form.Item>
        </div>
        <Form.Item name="startsOn" label={t('startsOn')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function CommunityField({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}) {
  return <CommunitySelect id={id} value={value} onChange={(next) => onChange?.(next)} width="100%" />;
}
