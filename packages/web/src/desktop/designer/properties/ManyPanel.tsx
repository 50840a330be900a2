/** Several parts at once: what can be said about all of them. */
import { fieldsetOf, isFieldRef, type PartRef } from '@anshao/core/forms/design/parts.ts';
import type { FieldWidth } from '@anshao/core/forms/layout.ts';
import { isFilledIn } from '@anshao/core/forms/registry.ts';
import { Button, Segmented } from 'antd';
import { Icon } from '../../../base/icons.tsx';
import { useDesign } from '../design-store.ts';
import { d } from '../text.ts';

export function ManyPanel({ parts }: { parts: readonly PartRef[] }) {
  const design = useDesign();
  const fields = parts.filter(isFieldRef);
  const { fields: known } = design.get();
  const fillable = fields.filter((path) => {
    const field = known.get(path);
    return field && isFilledIn(field);
  });
  const outer = fields.filter((path) => fieldsetOf(path) === '');
  return (
    <div className="dz-many">
      <p>
        <b>{d('partsCount', { count: parts.length })}</b>
      </p>
      {fillable.length > 0 ? (
        <div className="dz-setting">
          <div className="dz-setting-label">{d('required')}</div>
          <span className="dz-pair">
            <Button
              onClick={() =>
                fillable.forEach((field) => void design.perform({ do: 'setField', field, set: { required: true } }))
              }
            >
              {d('allRequired')}
            </Button>
            <Button
              onClick={() =>
                fillable.forEach((field) => void design.perform({ do: 'setField', field, set: { required: null } }))
              }
            >
              {d('noneRequired')}
            </Button>
          </span>
        </div>
      ) : null}
      {outer.length > 0 ? (
        <div className="dz-setting">
          <div className="dz-setting-label">{d('width')}</div>
          <Segmented<FieldWidth | ''>
            aria-label={d('width')}
            block
            value=""
            options={[
              { value: 'full', label: d('widthFull') },
              { value: 'half', label: d('widthHalf') },
              { value: 'third', label: d('widthThird') },
            ]}
            onChange={(width) => {
              if (width !== '') for (const field of outer) design.perform({ do: 'setWidth', field, width });
            }}
          />
        </div>
      ) : null}
      <Button block icon={<Icon name="copy" size={16} />} onClick={() => design.perform({ do: 'duplicate', parts })}>
        {d('duplicate')}
      </Button>
      <Button
        block
        danger
        icon={<Icon name="trash" size={16} />}
        onClick={() => design.perform({ do: 'remove', parts })}
      >
        {d('remove')}
      </Button>
    </div>
  );
}
