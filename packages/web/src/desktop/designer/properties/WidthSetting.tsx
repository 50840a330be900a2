import { isTab, nodeAt, type PartRef } from '@anshao/core/forms/design/parts.ts';
import type { FieldWidth } from '@anshao/core/forms/layout.ts';
import { Segmented } from 'antd';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { Setting } from './Setting.tsx';

export function WidthSetting({ path }: { path: PartRef }) {
  const design = useDesign();
  const width = useDrawn((state) => {
    const node = nodeAt(state.history.definition, path);
    return node && !isTab(node) && node.kind === 'field' ? (node.width ?? 'full') : 'full';
  });
  return (
    <Setting label={d('width')} part={path} hint={d('widthWhy')}>
      {(id) => (
        <Segmented<FieldWidth>
          aria-label={d('width')}
          id={id}
          block
          value={width}
          options={[
            { value: 'full', label: d('widthFull') },
            { value: 'half', label: d('widthHalf') },
            { value: 'third', label: d('widthThird') },
          ]}
          onChange={(next) => design.perform({ do: 'setWidth', field: path, width: next })}
        />
      )}
    </Setting>
  );
}
