import type { FieldOf } from '@anshao/core/forms/contract.ts';
import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';
import { useMemo, useState } from 'react';
import { Sheet } from '../../mobile/frame/Sheet.tsx';
import { cascadeTree, choosable, matching } from '../choices.ts';
import type { FillSituation } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { useGrowing } from '../near.tsx';
import { PickRow } from './PickRow.tsx';

export interface CascadeSheetProps {
  readonly field: FieldOf<'cascade'>;
  readonly codes: readonly string[];
  readonly situation: FillSituation;
  readonly onChoose: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}

interface Branch {
  readonly label: string;
  readonly codes: readonly string[];
}

/** Level by level, or by typing a part of any branch. */
export function CascadeSheet({ field, codes, situation, onChoose, onClose }: CascadeSheetProps) {
  const [typed, setTyped] = useState('');
  const [trail, setTrail] = useState<readonly string[]>(codes.slice(0, -1));
  const tree = useMemo(
    () => choosable(cascadeTree(field, situation.context), codes),
    [field, situation.context, codes],
  );
  const branches = useMemo(
    () => (typed.trim() === '' ? [] : branchesOf(tree, field.leafOnly ?? false)),
    [tree, field, typed],
  );
  const found = useMemo(() => matching(branches, typed), [branches, typed]);
  const { shown, end } = useGrowing(found.length);
  const along = trail.flatMap(
    (code, depth) => levelAt(tree, trail.slice(0, depth)).find((one) => one.code === code) ?? [],
  );
  const level = levelAt(tree, trail);
  const choose = (chosen: readonly string[]) => {
    onChoose(chosen);
    onClose();
  };
  return (
    <Sheet
      title={field.label}
      onClose={onClose}
      foot={
        codes.length > 0 ? (
          <button type="button" className="pbtn sec" onClick={() => choose([])}>
            {formText('clear')}
          </button>
        ) : undefined
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
      {typed.trim() === '' ? (
        <>
          {along.length > 0 && (
            <nav className="trail" aria-label={formText('trail')}>
              <button type="button" onClick={() => setTrail([])}>
                {formText('allLevels')}
              </button>
              {along.map((option, depth) => (
                <button key={option.code} type="button" onClick={() => setTrail(trail.slice(0, depth + 1))}>
                  {option.label}
                </button>
              ))}
            </nav>
          )}
          <ul className="finds">
            {along.length > 0 && !field.leafOnly && (
              <PickRow
                name={formText('stopHere', { name: along.at(-1)?.label ?? '' })}
                isChosen={codes.join() === trail.join()}
                onPress={() => choose(trail)}
              />
            )}
            {level.map((option) => {
              const leadsOn = (option.children ?? []).length > 0;
              const path = [...trail, option.code];
              return (
                <PickRow
                  key={option.code}
                  name={option.label}
                  isChosen={codes.join() === path.join()}
                  leadsOn={leadsOn}
                  onPress={() => (leadsOn ? setTrail(path) : choose(path))}
                />
              );
            })}
            {level.length === 0 && <li className="note">{formText('nothingFound')}</li>}
          </ul>
        </>
      ) : (
        <ul className="finds">
          {found.slice(0, shown).map((branch) => (
            <PickRow
              key={branch.codes.join()}
              name={branch.label}
              isChosen={codes.join() === branch.codes.join()}
              onPress={() => choose(branch.codes)}
            />
          ))}
          {found.length === 0 && <li className="note">{formText('nothingFound')}</li>}
          {end}
        </ul>
      )}
    </Sheet>
  );
}

function levelAt(tree: readonly CascadeOption[], trail: readonly string[]): readonly CascadeOption[] {
  return trail.reduce<readonly CascadeOption[]>(
    (level, code) => level.find((option) => option.code === code)?.children ?? [],
    tree,
  );
}

function branchesOf(
  level: readonly CascadeOption[],
  leafOnly: boolean,
  above: Branch = { label: '', codes: [] },
): Branch[] {
  return level.flatMap((option): Branch[] => {
    const branch = {
      label: above.label === '' ? option.label : `${above.label} / ${option.label}`,
      codes: [...above.codes, option.code],
    };
    const below = branchesOf(option.children ?? [], leafOnly, branch);
    return leafOnly && below.length > 0 ? below : [branch, ...below];
  });
}
