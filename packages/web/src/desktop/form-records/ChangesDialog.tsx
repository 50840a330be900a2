/** 更新记录: what each version of a form brought, for those who fill it. */
import { formChanges } from '@anshao/core/forms/records.ts';
import { Modal } from 'antd';
import { FormChangeRows } from '../../form-records/FormChangeRows.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { useCall } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';

export function ChangesDialog({ formKey, close }: { formKey: string; close: () => void }) {
  const read = useCall(formChanges, { params: { form: formKey } });
  return (
    <Modal open title={recordText('formChanges')} width={520} footer={null} onCancel={close}>
      {read.data ? (
        <FormChangeRows rows={read.data.rows} />
      ) : read.error ? (
        <Failure problem={read.error} retry={() => void read.refetch()} />
      ) : (
        <Bones lines={4} />
      )}
    </Modal>
  );
}
