import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';
import { Cascader } from 'antd';
import { useMemo } from 'react';
import { cascadeTree, choosable } from '../choices.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

interface Node {
  readonly value: string;
  readonly label: string;
  readonly children?: Node[];
}

export function CascadeField(props: FieldProps<'cascade'>) {
  const { id, field, value, onChange, situation, readOnly, isInvalid, labelledBy, describedBy } = props;
  const chosen = asIds(value);
  const path = chosen.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen codes by what they are, not by their list
  const options = useMemo(
    () => nodes(choosable(cascadeTree(field, situation.context), chosen)),
    [field, situation.context, path],
  );
  return (
    <Cascader
      id={id}
      className="df-wide"
      options={options}
      value={chosen.length > 0 ? [...chosen] : undefined}
      changeOnSelect={!field.leafOnly}
      showSearch
      allowClear
      // The input names a list that the component itself does not number.
      popupRender={(menu) => <div id={`${id}_list`}>{menu}</div>}
      placeholder={formText('choose')}
      disabled={readOnly}
      status={isInvalid ? 'error' : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(codes) => onChange(codes && codes.length > 0 ? codes.map(String) : null)}
    />
  );
}

function nodes(options: readonly CascadeOption[]): Node[] {
  return options.map(({ code, label, children }) => ({
    value: code,
    label,
    ...(children && children.length > 0 ? { children: nodes(children) } : {}),
  }));
}
