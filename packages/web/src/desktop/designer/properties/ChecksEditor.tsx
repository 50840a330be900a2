/** What must hold for a value to be taken, and what to tell whoever misses it. */
import { fieldsetOf } from '@anshao/core/forms/design/parts.ts';
import { Button, Input } from 'antd';
import { Icon } from '../../../base/icons.tsx';
import { ConditionEditor } from '../conditions/ConditionEditor.tsx';
import { askableIn, usualComparison } from '../conditions/condition-draft.ts';
import { useDesign } from '../design-store.ts';
import { d } from '../text.ts';
import { type SettingsProps, useSet } from './use-setting.ts';

export function ChecksEditor({ path, field }: SettingsProps) {
  const design = useDesign();
  const set = useSet(path);
  const checks = field.checks ?? [];
  const put = (next: typeof checks, isTyping?: boolean) =>
    set({ checks: next.length === 0 ? undefined : next }, isTyping);
  const add = () => {
    const own = askableIn(design.get().history.definition, fieldsetOf(path)).find((one) => one.name === field.key);
    const rule = own ? usualComparison(own) : { all: [] };
    put([...checks, { rule, message: d('checkMessageStart', { label: field.label }) }]);
  };
  return (
    <section className="dz-checks" aria-label={d('checks')}>
      <h3>{d('checks')}</h3>
      <p className="dz-hint">{d('checksWhy')}</p>
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check is its position
        <div key={index} className="dz-card">
          <ConditionEditor
            part={path}
            setting={`checks.${index}`}
            title={d('checkMustHold')}
            none={d('noConditionYet')}
            value={check.rule}
            fieldset={fieldsetOf(path)}
            onChange={(rule, isTyping) =>
              put(
                rule
                  ? checks.map((one, at) => (at === index ? { ...one, rule } : one))
                  : checks.filter((_, at) => at !== index),
                isTyping,
              )
            }
          />
          <Input
            aria-label={d('checkMessage')}
            placeholder={d('checkMessage')}
            maxLength={200}
            value={check.message}
            onChange={(event) =>
              event.target.value !== '' &&
              put(
                checks.map((one, at) => (at === index ? { ...one, message: event.target.value } : one)),
                true,
              )
            }
            onBlur={design.settle}
          />
          <Button
            type="link"
            size="small"
            danger
            icon={<Icon name="trash" size={14} />}
            onClick={() => put(checks.filter((_, at) => at !== index))}
          >
            {d('removeCheck')}
          </Button>
        </div>
      ))}
      <Button
        type="link"
        size="small"
        disabled={checks.length >= 20}
        icon={<Icon name="add" size={14} />}
        onClick={add}
      >
        {d('addCheck')}
      </Button>
    </section>
  );
}
