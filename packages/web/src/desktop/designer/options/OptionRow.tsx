import type { Option, Tone } from '@anshao/core/forms/contract.ts';
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { Dropdown, Input, InputNumber, type InputRef } from 'antd';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { useDesign } from '../design-store.ts';
import { d } from '../text.ts';
import { ToneMark } from './ToneMark.tsx';
import { toneWords } from './tones.ts';

export interface OptionRowProps {
  readonly path: PartRef;
  readonly option: Option;
  readonly withScore: boolean;
  /** Records may hold it: then it can be stopped, not removed (FE-13). */
  readonly isKept: boolean;
  /** Just added: its name is selected, ready to be typed over. */
  readonly isNew: boolean;
  readonly onNamed: () => void;
  /** Alt with arrows moves the row. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export const OptionRow = memo(function OptionRow(props: OptionRowProps) {
  const { path, option, withScore, isKept, isNew, onNamed, onKeyDown } = props;
  const name = useRef<InputRef>(null);
  const named = useRef(onNamed);
  named.current = onNamed;
  useEffect(() => {
    if (!isNew) return;
    name.current?.focus({ cursor: 'all' });
    named.current();
  }, [isNew]);
  const design = useDesign();
  const { code, label, tone = 'neutral', status, score } = option;
  const set = (changes: Readonly<Record<string, unknown>>, isTyping?: boolean) =>
    design.perform({ do: 'setOption', field: path, code, set: changes }, isTyping);
  const isStopped = status === 'stopped';
  return (
    <>
      <Input
        ref={name}
        variant="borderless"
        className={isStopped ? 'stopped' : undefined}
        aria-label={d('optionLabel', { label })}
        value={label}
        maxLength={200}
        onChange={(event) => event.target.value.trim() !== '' && set({ label: event.target.value }, true)}
        onBlur={design.settle}
        onKeyDown={onKeyDown}
      />
      {withScore ? (
        <InputNumber
          variant="borderless"
          className="dz-score"
          aria-label={d('optionScore', { label })}
          placeholder={d('score')}
          controls={false}
          value={score ?? null}
          onChange={(next) => set({ score: typeof next === 'number' ? next : null }, true)}
          onBlur={design.settle}
        />
      ) : null}
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [tone],
          items: [
            ...Object.entries(toneWords).map(([key, word]) => ({
              key,
              label: (
                <span className="dz-tone">
                  <ToneMark tone={key as Tone}>
                    <i />
                  </ToneMark>
                  {d(word)}
                </span>
              ),
              onClick: () => set({ tone: key === 'neutral' ? null : key }),
            })),
            { type: 'divider' as const },
            {
              key: 'score',
              label: withScore ? d('dropScore') : d('giveScore'),
              onClick: () => set({ score: withScore ? null : 0 }),
            },
            {
              key: 'status',
              label: isStopped ? d('resumeOption') : d('stopOption'),
              onClick: () => set({ status: isStopped ? 'active' : 'stopped' }),
            },
            ...(isKept
              ? []
              : [
                  {
                    key: 'remove',
                    label: d('remove'),
                    danger: true,
                    onClick: () => void design.perform({ do: 'removeOptions', field: path, codes: [code] }),
                  },
                ]),
          ],
        }}
      >
        <button type="button" className="dz-option-more" aria-label={d('optionMore', { label })}>
          {isStopped ? (
            <small>{d('stopped')}</small>
          ) : (
            <ToneMark tone={tone}>
              <i />
            </ToneMark>
          )}
          <Icon name="down" size={12} />
        </button>
      </Dropdown>
    </>
  );
});
