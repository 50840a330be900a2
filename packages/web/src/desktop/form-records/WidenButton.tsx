import { Button } from 'antd';
import { Icon } from '../../base/icons.tsx';
import { recordText } from '../../form-records/record-text.ts';

/** The record over the whole width, or beside its list again. */
export function WidenButton({ isWide, widen }: { isWide: boolean; widen: () => void }) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={recordText(isWide ? 'besideList' : 'fullWidth')}
      title={recordText(isWide ? 'besideList' : 'fullWidth')}
      icon={<Icon name={isWide ? 'columns' : 'external'} size={16} />}
      onClick={widen}
    />
  );
}
