import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { PartRef, Subform } from '@anshao/core/forms/design/parts.ts';
import type { FieldWidth } from '@anshao/core/forms/layout.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { memo } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { currentLanguage } from '../../../base/language.ts';
import { useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { PartFrame } from './PartFrame.tsx';
import { Sketch } from './Sketch.tsx';

export interface FieldPartProps {
  readonly path: PartRef;
  readonly width?: FieldWidth | undefined;
  readonly level: number;
}

/** A field on the canvas: its label, marks of what it says about itself, and a sketch of its control. */
export const FieldPart = memo(function FieldPart({ path, width, level }: FieldPartProps) {
  const field = useDrawn((state) => state.fields.get(path));
  if (!field) return null;
  return (
    <PartFrame part={path} level={level} className={`dz-field w-${width ?? 'full'}`} label={spokenName(field)}>
      <span className="dz-label">
        {field.label}
        {field.required ? (
          <i className={field.required === true ? 'must' : 'must sometimes'} title={d('required')}>
            *
          </i>
        ) : null}
        {field.visible ? (
          <span className="dz-sign" title={d('hasCondition')}>
            <Icon name="eye" size={14} label={d('hasCondition')} />
          </span>
        ) : null}
        {field.readOnly ? (
          <span className="dz-sign" title={d('readOnly')}>
            <Icon name="lock" size={14} label={d('readOnly')} />
          </span>
        ) : null}
      </span>
      {field.type === 'subform' ? <Rows field={field} path={path} level={level} /> : <Sketch field={field} />}
      {field.help ? <span className="dz-help">{field.help}</span> : null}
    </PartFrame>
  );
});

function spokenName(field: FieldDefinition): string {
  const type = fieldTypeOf(field).label[currentLanguage()];
  return [field.label, type, ...(field.required ? [d('required')] : [])].join(d('comma'));
}

/** The fields of a subform, side by side as the columns of its table are. */
function Rows({ field, path, level }: { field: Subform; path: PartRef; level: number }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree items; a fieldset would be a control of a form
    <div className="dz-rows" data-list={path} role="group">
      {field.fields.map((inner) => (
        <FieldPart key={inner.key} path={`${path}.${inner.key}`} level={level + 1} />
      ))}
      {field.fields.length === 0 ? <p className="dz-empty">{d('dropFieldsHere')}</p> : null}
    </div>
  );
}
