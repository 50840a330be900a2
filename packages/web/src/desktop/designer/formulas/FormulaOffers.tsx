import type { Completion } from '@anshao/core/expressions/formula/completion.ts';
import { currentLanguage } from '../../../base/language.ts';
import { typeWord } from './type-word.ts';

export interface FormulaOffersProps {
  readonly id: string;
  readonly items: readonly Completion[];
  readonly picked: number;
  readonly onTake: (item: Completion) => void;
}

/** What could stand at the caret. The focus stays in the text; keys are read there. */
export function FormulaOffers({ id, items, picked, onTake }: FormulaOffersProps) {
  return (
    <div id={id} role="listbox" className="dz-formula-offers">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above reads the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text
        <div
          key={`${item.kind} ${item.name}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === picked}
          // A press must not take the focus, or the list would be gone before it is let go.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
        >
          <b>{item.name}</b>
          <span>{item.kind === 'field' ? typeWord(item.type) : item.alias}</span>
          {item.help ? <small>{item.help[currentLanguage()]}</small> : null}
        </div>
      ))}
    </div>
  );
}
