/** Filter by report item, those of older days included. */
import { type Anomaly, listItems } from '@anshao/core/daily-reports/contract.ts';
import { Select } from 'antd';
import { useCall } from '../calls.ts';
import { t } from '../text.ts';

export function ItemSelect({
  value,
  onChange,
  seen,
}: {
  value: string | undefined;
  onChange: (code: string | undefined) => void;
  seen: readonly Anomaly[];
}) {
  const items = useCall(listItems, {});
  const options = new Map<string, string>();
  for (const item of items.data?.rows ?? []) options.set(item.code, item.label);
  for (const anomaly of seen) options.set(anomaly.itemCode, anomaly.itemLabel);
  return (
    <Select
      aria-label={t('item')}
      placeholder={t('item')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 240 }}
      value={value ?? null}
      onChange={(code: string | null | undefined) => onChange(code ?? undefined)}
      options={[...options].map(([code, label]) => ({ value: code, label }))}
    />
  );
}
