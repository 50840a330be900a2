import type { Tone } from '@anshao/core/forms/contract.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { Input, Select } from 'antd';
import { useDesign } from '../design-store.ts';
import { toneWords } from '../options/tones.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

/** The word and colour of one of the two answers. */
export function AnswerSetting({ path, field, answer }: SettingsProps<FieldOf<'yesNo'>> & { answer: 'yes' | 'no' }) {
  const design = useDesign();
  const set = useSet(path);
  const value = field[answer] ?? {};
  const change = (changes: typeof value, isTyping?: boolean) => {
    const next = Object.fromEntries(Object.entries({ ...value, ...changes }).filter(([, one]) => one));
    set({ [answer]: Object.keys(next).length === 0 ? undefined : next }, isTyping);
  };
  return (
    <Setting label={d(answer === 'yes' ? 'answerYes' : 'answerNo')} part={path} setting={answer}>
      {(id) => (
        <span className="dz-pair">
          <Input
            id={id}
            placeholder={d(answer)}
            maxLength={40}
            value={value.label ?? ''}
            onChange={(event) => change({ label: event.target.value }, true)}
            onBlur={design.settle}
          />
          <Select
            aria-label={d('tone')}
            value={value.tone ?? 'neutral'}
            options={Object.entries(toneWords).map(([tone, word]) => ({ value: tone as Tone, label: d(word) }))}
            onChange={(tone: Tone) => change({ tone: tone === 'neutral' ? undefined : tone })}
          />
        </span>
      )}
    </Setting>
  );
}
