import type { Option } from '@anshao/core/forms/contract.ts';
import { useMemo, useState } from 'react';
import { Sheet } from '../../mobile/frame/Sheet.tsx';
import { matching } from '../choices.ts';
import { formText } from '../form-text.ts';
import { useGrowing } from '../near.tsx';
import { PickRow } from './PickRow.tsx';

export interface ChoiceSheetProps {
  readonly title: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (codes: readonly string[]) => void;
  readonly most: number;
  readonly onClose: () => void;
}

/** One or several out of many options, by typing a part of their words. */
export function ChoiceSheet({ title, options, chosen, onChoose, most, onClose }: ChoiceSheetProps) {
  const [typed, setTyped] = useState('');
  const found = useMemo(() => matching(options, typed), [options, typed]);
  const { shown, end } = useGrowing(found.length);
  const isSingle = most === 1;
  const press = (code: string) => {
    if (isSingle) {
      onChoose(chosen.includes(code) ? [] : [code]);
      onClose();
      return;
    }
    onChoose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        isSingle ? undefined : (
          <button type="button" className="pbtn" onClick={onClose}>
            {formText('chosenDone', { n: chosen.length })}
          </button>
        )
      }
    >
      <input
        className="inp"
        type="search"
        aria-label={formText('searchOptions')}
        placeholder={formText('searchOptions')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="finds">
        {found.slice(0, shown).map((option) => {
          const isChosen = chosen.includes(option.code);
          return (
            <PickRow
              key={option.code}
              name={option.label}
              isChosen={isChosen}
              disabled={!isSingle && !isChosen && chosen.length >= most}
              onPress={() => press(option.code)}
            />
          );
        })}
        {found.length === 0 && <li className="note">{formText('nothingFound')}</li>}
        {end}
      </ul>
    </Sheet>
  );
}
