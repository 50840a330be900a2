import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

export interface LookupProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (id: string | null) => void;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly describedBy: string | undefined;
  /** Where the finds come from; the name also keys their cache. */
  readonly from: string;
  readonly find: (words: string) => Promise<readonly Found[]>;
}

/** One person or place out of many: type, then press. */
export function Lookup({ id, value, onChange, placeholder, readOnly, describedBy, from, find }: LookupProps) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Found>();
  const words = useDeferredValue(typed.trim());
  const found = useQuery({ queryKey: ['lookup', from, words], queryFn: () => find(words), enabled: words !== '' });
  if (value)
    return (
      <div className="chosen">
        <b>{chosen?.id === value ? chosen.name : value}</b>
        {!readOnly && (
          <button type="button" className="nb" aria-label={formText('clear')} onClick={() => onChange(null)}>
            <Icon name="close" size={18} />
          </button>
        )}
      </div>
    );
  return (
    <div>
      <input
        id={id}
        className="inp"
        type="search"
        value={typed}
        placeholder={placeholder}
        readOnly={readOnly}
        aria-describedby={describedBy}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.data && (
        <ul className="finds">
          {found.data.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => {
                  setChosen(one);
                  setTyped('');
                  onChange(one.id);
                }}
              >
                <b>{one.name}</b>
                <small>{one.detail}</small>
              </button>
            </li>
          ))}
          {found.data.length === 0 && <li className="note">{formText('nothingFound')}</li>}
        </ul>
      )}
    </div>
  );
}
