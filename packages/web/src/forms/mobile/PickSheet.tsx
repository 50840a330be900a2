import { useCallback, useEffect, useState } from 'react';
import { Sheet } from '../../mobile/frame/Sheet.tsx';
import type { Finder, Found, PickedField } from '../find.ts';
import { formText } from '../form-text.ts';
import { useNear } from '../near.tsx';
import { pickingText } from '../picking-text.ts';
import { useFound } from '../use-found.ts';
import { keepingFinder, keepPicked, keptName } from './kept-found.ts';
import { PickRow } from './PickRow.tsx';
import { ScanButton } from './ScanButton.tsx';

export interface PickSheetProps {
  readonly field: PickedField;
  readonly finder: Finder;
  /** Who picks: what was found is kept for this person alone. */
  readonly person: string | undefined;
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onTake: (found: Found) => void;
  readonly onClear: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Type, then press; the list goes on as far as one scrolls. Things with a code on them are found by scanning it. */
export function PickSheet({ field, finder, person, chosen, most, onTake, onClear, onClose }: PickSheetProps) {
  const [typed, setTyped] = useState('');
  const [scanned, setScanned] = useState('');
  const found = useFound(keepingFinder(finder, person), typed);
  const name = keptName(finder, person);
  const take = useCallback(
    (one: Found) => {
      if (name !== undefined && !chosen.includes(one.id)) void keepPicked(name, one);
      onTake(one);
    },
    [name, chosen, onTake],
  );
  const [isNear, watch] = useNear(300);
  const { hasMore, more, rows, isAsking, isCurrent, problem } = found;
  useEffect(() => {
    if (isNear && hasMore) more();
  }, [isNear, hasMore, more]);
  // A code that leads to exactly one thing needs no second press.
  const only = rows.length === 1 ? rows[0] : undefined;
  useEffect(() => {
    if (scanned === '' || !isCurrent || scanned !== typed || !only) return;
    setScanned('');
    take(only);
  }, [scanned, typed, isCurrent, only, take]);
  const isFull = most > 1 && chosen.length >= most;
  return (
    <Sheet
      title={field.label}
      onClose={onClose}
      foot={
        most > 1 ? (
          <button type="button" className="pbtn" onClick={onClose}>
            {formText('chosenDone', { n: chosen.length })}
          </button>
        ) : onClear ? (
          <button type="button" className="pbtn sec" onClick={onClear}>
            {formText('clear')}
          </button>
        ) : undefined
      }
    >
      <div className="unit">
        <input
          className="inp"
          type="search"
          aria-label={formText('searchName')}
          placeholder={formText('searchName')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {field.type === 'linkedRecord' && field.scanField !== undefined && (
          <ScanButton
            onText={(text) => {
              setTyped(text);
              setScanned(text);
            }}
          />
        )}
      </div>
      {problem ? (
        <div className="note pick-problem" role="alert">
          <p>{problem.message}</p>
          <button type="button" className="mbtn soft" onClick={found.again}>
            {formText('retryUpload')}
          </button>
        </div>
      ) : (
        <ul className="finds" aria-busy={isAsking}>
          {found.isKept && (
            <li className="note" role="status">
              {pickingText('shownFromBefore')}
            </li>
          )}
          {rows.map((one, index) => (
            <FoundRow
              key={one.id}
              one={one}
              startsGroup={one.group !== undefined && one.group !== rows[index - 1]?.group}
              isChosen={chosen.includes(one.id)}
              disabled={isFull && !chosen.includes(one.id)}
              onTake={take}
            />
          ))}
          {rows.length === 0 && <li className="note">{formText(isAsking ? 'asking' : 'nothingFound')}</li>}
          {hasMore && <li ref={watch} className="end" aria-hidden="true" />}
        </ul>
      )}
    </Sheet>
  );
}

interface FoundRowProps {
  readonly one: Found;
  readonly startsGroup: boolean;
  readonly isChosen: boolean;
  readonly disabled: boolean;
  readonly onTake: (found: Found) => void;
}

function FoundRow({ one, startsGroup, isChosen, disabled, onTake }: FoundRowProps) {
  return (
    <>
      {startsGroup && <li className="find-group">{one.group}</li>}
      <PickRow
        name={one.name}
        detail={one.detail}
        isChosen={isChosen}
        disabled={disabled}
        onPress={() => onTake(one)}
      />
    </>
  );
}
