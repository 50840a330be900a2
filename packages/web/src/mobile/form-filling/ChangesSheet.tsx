/** 更新记录: what each version of a form brought. Read once, it is there without signal too. */
import { formChanges } from '@anshao/core/forms/records.ts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { FormChangeRows } from '../../form-records/FormChangeRows.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { askOrKept } from '../storage/kept-answer.ts';

export function ChangesSheet({ form, close }: { form: string; close: () => void }) {
  const read = useQuery({
    queryKey: ['openForm', form, 'changes'],
    queryFn: () => askOrKept(`changes ${form}`, () => callApi(formChanges, { params: { form } })),
  });
  return (
    <Sheet title={recordText('formChanges')} onClose={close}>
      {read.data ? (
        <FormChangeRows rows={read.data.value.rows} />
      ) : read.isError ? (
        <Failure error={read.error} retry={() => void read.refetch()} />
      ) : (
        <Loading cards={2} height={60} />
      )}
    </Sheet>
  );
}
