/** Adding or renaming a company; its communities, people and history follow the new name. */
import { getBoard } from '@anshao/core/daily-reports/contract.ts';
import {
  type Company,
  type CompanyInput,
  createCompany,
  listCommunities,
  listCompanies,
  listPeople,
  updateCompany,
} from '@anshao/core/org/contract.ts';
import { Form, Input, Modal } from 'antd';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { t } from '../text.ts';

export function CompanyForm({ company, close }: { company: Company | undefined; close: () => void }) {
  const [form] = Form.useForm<CompanyInput>();
  const save = useWrite(
    (body: CompanyInput) =>
      company ? callApi(updateCompany, { params: { id: company.id }, body }) : callApi(createCompany, { body }),
    {
      touches: [listCompanies, listCommunities, listPeople, getBoard],
      done: (answer) => t('saved', { name: answer.name }),
      after: close,
      onProblem: (problem) => {
        if (problem.code !== 'org.code-taken') return showAtFields(form, problem);
        form.setFields([{ name: 'code', errors: [problem.message] }]);
        return true;
      },
    },
  );
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <Modal
      open
      title={company ? t('editOf', { name: company.name }) : t('addCompany')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<CompanyInput>
        form={form}
        layout="vertical"
        onFinish={({ code, name }) => save.mutate({ code: code.trim(), name: name.trim() })}
        initialValues={company && { code: company.code, name: company.name }}
      >
        <Form.Item name="name" label={t('companyName')} rules={needed}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="code" label={t('companyCode')} extra={t('companyCodeHint')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
