import { formulaFunctions } from '@anshao/core/expressions/formula/functions/registry.ts';
import { Input } from 'antd';
import { useState } from 'react';
import { currentLanguage } from '../../../base/language.ts';
import { d } from '../text.ts';

/** Every function with what it does and an example; pressing one puts it at the caret. */
export function FormulaHelp({ onTake }: { readonly onTake: (name: string) => void }) {
  const [q, setQ] = useState('');
  const language = currentLanguage();
  const words = q.trim().toUpperCase();
  const found = formulaFunctions.filter(
    ({ name, alias, help }) => words === '' || `${name} ${alias} ${help.zh} ${help.en}`.toUpperCase().includes(words),
  );
  return (
    <div className="dz-formula-help">
      <Input
        allowClear
        autoFocus
        aria-label={d('findFunction')}
        placeholder={d('findFunction')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <ul>
        {found.map(({ name, alias, help, examples: [example] }) => (
          <li key={name}>
            <button type="button" onClick={() => onTake(name)}>
              <b>{name}</b> <span>{alias}</span>
            </button>
            <p>{help[language]}</p>
            {example ? (
              <code>
                {example.formula} → {String(example.result)}
              </code>
            ) : null}
          </li>
        ))}
        {found.length === 0 ? <li>{d('noFunction')}</li> : null}
      </ul>
    </div>
  );
}
