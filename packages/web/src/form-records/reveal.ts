/** Asking for masked values of a record in full, where its answer says that the reader may. */
import { type FormRecord, revealValue } from '@anshao/core/forms/records.ts';
import { useCallback } from 'react';
import { callApi } from '../base/api.ts';
import type { Around } from './RecordForm.tsx';

export function useReveal(form: string, record: Pick<FormRecord, 'id' | 'may'> | undefined): Around['reveal'] {
  const id = record?.id ?? '';
  const ask = useCallback(
    async (field: string, row: string | undefined) => {
      const { value } = await callApi(revealValue, { params: { form, id }, body: { field, ...(row && { row }) } });
      return value;
    },
    [form, id],
  );
  return record?.may.reveal ? ask : undefined;
}
