/** 列: which columns of a list are seen. */
import { Button, Checkbox } from 'antd';
import { t } from '../text.ts';
import { type Column, canHide, useHiddenColumns } from './columns.ts';
import { PopPanel } from './PopPanel.tsx';

export function ColumnMenu<Row>({ list, columns }: { list: string; columns: readonly Column<Row>[] }) {
  const [hidden, hide] = useHiddenColumns(list);
  const toggle = (key: string) => hide(hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key]);
  return (
    <PopPanel icon="columns" word={t('columns')} label={t('columnsShown')}>
      <fieldset className="column-choice">
        <legend>{t('columnsShown')}</legend>
        {columns.filter(canHide).map(({ key, title }) => (
          <Checkbox key={key} checked={!hidden.includes(key)} onChange={() => toggle(key)}>
            {title}
          </Checkbox>
        ))}
      </fieldset>
      <Button size="small" disabled={hidden.length === 0} onClick={() => hide([])}>
        {t('columnsReset')}
      </Button>
    </PopPanel>
  );
}
