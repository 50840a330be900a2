/** A formula to type or to put together by pressing: fields and functions are offered, what is wrong is shown in place. */
import { type Completion, completionsAt, signatureAt } from '@anshao/core/expressions/formula/completion.ts';
import type { ScalarType } from '@anshao/core/expressions/formula/types.ts';
import { scopeIn } from '@anshao/core/forms/design/formula-scope.ts';
import type { ListRef } from '@anshao/core/forms/design/parts.ts';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { sentenceOf } from '../../../base/sentences.ts';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { FormulaHelp } from './FormulaHelp.tsx';
import { FormulaOffers } from './FormulaOffers.tsx';
import { FormulaSignature } from './FormulaSignature.tsx';
import { shownText, typedText } from './formula-text.ts';

export interface FormulaInputProps {
  readonly id?: string;
  readonly value: string;
  /** Where the formula stands: which fields it may name. */
  readonly fieldset: ListRef;
  /** What it has to give; anything when left out. */
  readonly wanted?: ScalarType;
  readonly onChange: (formula: string) => void;
}

const mostOffers = 8;

export function FormulaInput({ id, value, fieldset, wanted, onChange }: FormulaInputProps) {
  const design = useDesign();
  const definition = useDrawn((state) => state.history.definition);
  const scope = useMemo(() => scopeIn(definition, fieldset), [definition, fieldset]);
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => shownText(value, scope));
  const [caret, setCaret] = useState(text.length);
  const [isTyping, setTyping] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [showsHelp, setShowsHelp] = useState(false);
  const listId = useId();
  const { checked, stored } = useMemo(() => typedText(text, scope, wanted), [text, scope, wanted]);
  // Somebody else, or an undo, changed the formula: what was typed here is no longer it. Nothing at all is never kept,
  // and stays until one leaves: whoever clears a formula is about to write another.
  const isOther = text !== '' && stored !== value && text !== value;
  useEffect(() => {
    if (!isOther) return;
    setText(shownText(value, scope));
  }, [isOther, value, scope]);

  const offers = isTyping ? completionsAt(text, caret, scope) : undefined;
  const items = offers?.items.slice(0, mostOffers) ?? [];
  const picked = Math.min(chosen, items.length - 1);
  const signature = signatureAt(text, caret);

  const write = (next: string, at: number): void => {
    setText(next);
    setCaret(at);
    setChosen(0);
    onChange(typedText(next, scope, wanted).stored);
  };
  const put = (insert: string, at: number, from: number, to: number): void => {
    write(text.slice(0, from) + insert + text.slice(to), from + at);
    const place = from + at;
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(place, place);
    });
  };
  const take = (item: Completion): void => {
    if (!offers) return;
    put(item.insert, item.caret, offers.span.from, offers.span.to);
    setTyping(item.kind === 'function');
  };
  const keys = (event: KeyboardEvent): void => {
    if (items.length === 0 || event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) setChosen((picked + move + items.length) % items.length);
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const item = items[picked];
      if (item) take(item);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setTyping(false);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="dz-formula-input">
      <textarea
        ref={area}
        id={id}
        className={checked.problems.length > 0 && text !== '' ? 'dz-formula wrong' : 'dz-formula'}
        role="combobox"
        aria-label={d('formula')}
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? `${listId}-${picked}` : undefined}
        aria-invalid={checked.problems.length > 0}
        rows={3}
        maxLength={10_000}
        spellCheck={false}
        placeholder={d('formulaExample')}
        value={text}
        onChange={({ target }) => {
          setTyping(true);
          write(target.value, target.selectionStart);
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={keys}
        onBlur={() => {
          setTyping(false);
          if (text === '') setText(shownText(value, scope));
          design.settle();
        }}
      />
      {items.length > 0 ? <FormulaOffers id={listId} items={items} picked={picked} onTake={take} /> : null}
      {signature ? <FormulaSignature {...signature} /> : null}
      {text === '' ? null : (
        <ul className="dz-formula-problems" aria-live="polite">
          {checked.problems.slice(0, 3).map((problem) => (
            <li key={`${problem.code} ${problem.from}`}>
              <button
                type="button"
                onClick={() => {
                  area.current?.focus();
                  area.current?.setSelectionRange(problem.from, Math.max(problem.to, problem.from + 1));
                }}
              >
                {d('atCharacter', { n: problem.from + 1 })}
              </button>
              {sentenceOf(problem.code, problem.details)}
            </li>
          ))}
        </ul>
      )}
      <div className="dz-formula-tools">
        <Button
          size="small"
          onClick={() => {
            area.current?.focus();
            setTyping(true);
          }}
        >
          {d('insertField')}
        </Button>
        <Button size="small" aria-expanded={showsHelp} onClick={() => setShowsHelp(!showsHelp)}>
          {d('allFunctions')}
        </Button>
      </div>
      {showsHelp ? (
        <FormulaHelp
          onTake={(name) => {
            put(`${name}()`, name.length + 1, caret, caret);
            setShowsHelp(false);
          }}
        />
      ) : null}
    </div>
  );
}
