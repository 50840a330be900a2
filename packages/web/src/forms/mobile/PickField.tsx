import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import type { FieldProps } from '../field-props.ts';
import { type Found, finderOf, type PickedField } from '../find.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';
import { rememberName, useNames } from '../names.ts';
import { OpenButton } from './OpenButton.tsx';

const PickSheet = later(async () => (await import('./PickSheet.tsx')).PickSheet, 0);

export interface PickFieldProps extends Omit<FieldProps<'person'>, 'field' | 'value' | 'onChange'> {
  readonly field: PickedField;
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChoose: (ids: readonly string[], picked: Found | undefined) => void;
}

/** People, places and records: what is chosen by name, and the way to find more. */
export function PickField(props: PickFieldProps) {
  const { field, chosen, most, onChoose, situation, at, readOnly } = props;
  const [isOpen, setOpen] = useState(false);
  const nameOf = useNames(situation);
  const name = (id: string) => nameOf(id) ?? formText('unnamed');
  const isSingle = most === 1;
  const take = (found: Found) => {
    rememberName(found.id, found.name);
    if (isSingle) {
      setOpen(false);
      onChoose([found.id], found);
    } else if (chosen.includes(found.id))
      onChoose(
        chosen.filter((id) => id !== found.id),
        undefined,
      );
    else onChoose([...chosen, found.id], found);
  };
  return (
    <>
      {!isSingle && chosen.length > 0 && (
        <ul className="picked-list">
          {chosen.map((id) => (
            <li key={id}>
              <span>{name(id)}</span>
              {!readOnly && (
                <button
                  type="button"
                  aria-label={formText('takeOut', { name: name(id) })}
                  onClick={() =>
                    onChoose(
                      chosen.filter((one) => one !== id),
                      undefined,
                    )
                  }
                >
                  <Icon name="close" size={16} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <OpenButton
        {...props}
        words={isSingle ? chosen.map(name) : []}
        ask={formText(isSingle || chosen.length === 0 ? 'choose' : 'chooseMore')}
        icon={field.type === 'person' || field.type === 'people' ? 'person' : 'search'}
        onOpen={() => setOpen(true)}
      />
      {isOpen && (
        <PickSheet
          field={field}
          finder={finderOf(field, situation, at)}
          person={situation.context.person}
          chosen={chosen}
          most={most}
          onTake={take}
          onClear={
            isSingle && chosen.length > 0
              ? () => {
                  setOpen(false);
                  onChoose([], undefined);
                }
              : undefined
          }
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
