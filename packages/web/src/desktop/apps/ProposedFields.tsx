import type { FieldDefinition, FieldTypeName, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal, Guess } from '@anshao/core/forms/import-contract.ts';
import { fieldTypes } from '@anshao/core/forms/registry.ts';
import { Button, Input, Select } from 'antd';
import { appsText } from '../../apps/apps-text.ts';
import { Icon } from '../../base/icons.tsx';
import { currentLanguage } from '../../base/language.ts';
import { t } from '../text.ts';
import { changeAt, linesOf, removeAt, retyped, typesFor } from './proposed-fields.ts';

/** One line per field: what it is to be called, of which type, from which cells, and how sure that is. */
export function ProposedFields({
  proposal,
  definition,
  change,
}: {
  proposal: FormProposal;
  definition: FormDefinition;
  change: (definition: FormDefinition) => void;
}) {
  const lines = linesOf(definition, proposal);
  return (
    <table className="desk-table proposal-table" aria-label={appsText('proposedFields')}>
      <thead>
        <tr>
          <th scope="col">{appsText('fieldLabel')}</th>
          <th scope="col" style={{ width: 150 }}>
            {appsText('fieldType')}
          </th>
          <th scope="col" style={{ width: 96 }}>
            {appsText('fromCells')}
          </th>
          <th scope="col">{appsText('guess')}</th>
          <th scope="col" style={{ width: 48 }}>
            <span className="visually-hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ path, field, guesses, depth }) => (
          <tr key={`${path.join('.')} ${field.key}`}>
            <td className={depth > 0 ? 'depth1' : undefined}>
              <Input
                variant="borderless"
                aria-label={appsText('labelOf', { label: field.label })}
                maxLength={200}
                value={field.label}
                status={field.label.trim() === '' ? 'error' : ''}
                onChange={(event) =>
                  change(changeAt(definition, path, (one) => ({ ...one, label: event.target.value })))
                }
              />
            </td>
            <td>
              <Select<FieldTypeName>
                variant="borderless"
                aria-label={appsText('typeOf', { label: field.label })}
                style={{ width: '100%' }}
                popupMatchSelectWidth={180}
                value={field.type}
                options={typesFor(field).map((type) => ({ value: type, label: typeWord(type) }))}
                onChange={(type) => change(changeAt(definition, path, (one) => retyped(one, type)))}
              />
            </td>
            <td>
              {cellsOf(guesses).map((cell) => (
                <code key={cell}>{cell}</code>
              ))}
            </td>
            <td>
              <Guesses guesses={guesses} field={field} />
            </td>
            <td>
              <Button
                type="text"
                size="small"
                aria-label={appsText('leaveOut', { label: field.label })}
                title={appsText('leaveOut', { label: field.label })}
                icon={<Icon name="trash" size={16} />}
                onClick={() => change(removeAt(definition, path))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function typeWord(type: FieldTypeName): string {
  return fieldTypes[type].label[currentLanguage()];
}

function cellsOf(guesses: readonly Guess[]): string[] {
  return [...new Set(guesses.map((guess) => guess.source.cell))];
}

const certaintyClasses = { sure: 'tag done', likely: 'tag low', unsure: 'tag serious' } as const;

function Guesses({ guesses, field }: { guesses: readonly Guess[]; field: FieldDefinition }) {
  return (
    <ul className="guesses">
      {guesses.map((guess) => (
        <li key={`${guess.path} ${guess.what}`}>
          <span className={certaintyClasses[guess.certainty]}>{appsText(`certainty-${guess.certainty}`)}</span>
          <span>{guess.what}</span>
        </li>
      ))}
      {guesses.length === 0 ? <li className="quiet-text">{typeWord(field.type)}</li> : null}
    </ul>
  );
}
