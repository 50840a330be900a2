/** Rules that show several fields together while something holds. */
import type { DisplayRule } from '@anshao/core/forms/contract.ts';
import { fieldsIn, type ListRef } from '@anshao/core/forms/design/parts.ts';
import { Button, Input, Select } from 'antd';
import { Icon } from '../../../base/icons.tsx';
import { ConditionEditor } from '../conditions/ConditionEditor.tsx';
import { askableIn, likelyFirst, usualComparison } from '../conditions/condition-draft.ts';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { Setting } from './Setting.tsx';

const none: readonly DisplayRule[] = [];

export function DisplayRules({ of }: { of: ListRef }) {
  const design = useDesign();
  const rules = useDrawn((state) => {
    const rows = state.fields.get(of);
    return (
      (rows?.type === 'subform' ? rows.displayRules : of === '' ? state.history.definition.displayRules : undefined) ??
      none
    );
  });
  const definition = useDrawn((state) => state.history.definition);
  const fields = (fieldsIn(definition, of) ?? []).map(({ key, label }) => ({ value: key, label }));
  const put = (next: readonly DisplayRule[], isTyping?: boolean) =>
    design.perform({ do: 'setRules', of, rules: next }, isTyping);
  const change = (index: number, changes: Partial<DisplayRule>, isTyping?: boolean) =>
    put(
      rules.map((rule, at) => (at === index ? { ...rule, ...changes } : rule)),
      isTyping,
    );
  const add = () => {
    const first = likelyFirst(askableIn(definition, of));
    const last = fields.at(-1);
    if (first && last) put([...rules, { when: usualComparison(first), show: [last.value] }]);
  };
  return (
    <section aria-label={d('displayRules')}>
      <p className="dz-hint">{d('displayRulesWhy')}</p>
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its position
        <div key={index} className="dz-card">
          <Input
            aria-label={d('ruleName')}
            placeholder={d('ruleNumber', { n: index + 1 })}
            maxLength={100}
            value={rule.name ?? ''}
            onChange={(event) => {
              const { name: _former, ...rest } = rule;
              const named = event.target.value === '' ? rest : { ...rest, name: event.target.value };
              put(
                rules.map((one, at) => (at === index ? named : one)),
                true,
              );
            }}
            onBlur={design.settle}
          />
          <ConditionEditor
            part={of}
            setting={`displayRules.${index}.when`}
            title={d('ruleWhen')}
            none={d('noConditionYet')}
            value={rule.when}
            fieldset={of}
            onChange={(when, isTyping) => (when ? change(index, { when }, isTyping) : undefined)}
          />
          <Setting label={d('ruleShow')} part={of} setting={`displayRules.${index}.show`}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                style={{ width: '100%' }}
                value={[...rule.show]}
                options={fields}
                onChange={(show: string[]) => (show.length > 0 ? change(index, { show }) : undefined)}
              />
            )}
          </Setting>
          <Button
            type="link"
            size="small"
            danger
            icon={<Icon name="trash" size={14} />}
            onClick={() => put(rules.filter((_, at) => at !== index))}
          >
            {d('removeRule')}
          </Button>
        </div>
      ))}
      <Button
        type="link"
        size="small"
        disabled={fields.length === 0}
        icon={<Icon name="add" size={14} />}
        onClick={add}
      >
        {d('addRule')}
      </Button>
    </section>
  );
}
