import type { FieldTypeName, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal, Guess } from '@anshao/core/forms/import-contract.ts';
import { fieldTypes } from '@anshao/core/forms/registry.ts';
import { Button, Input, Select } from 'antd';
import { appsText } from '../../apps/apps-text.ts';
import { Icon } from '../../base/icons.tsx';
import { currentLanguage } from '../../base/language.ts';
import { d } from '../designer/text.ts';
import { t } from '../text.ts';
import {
  changeAt,
  linesOf,
  type ProposedField,
  type ProposedText,
  removeAt,
  removeNote,
  retyped,
  typesFor,
} from './proposed-fields.ts';

interface Changing {
  readonly definition: FormDefinition;
  readonly change: (definition: FormDefinition) => void;
}
interface LineProps<Line> extends Changing {
  readonly line: Line;
}

/**
 * One line per field, and per text shown between them: what it is to be called, of which type, from which cells, and
 * how sure that is.
 */
export function ProposedFields({ proposal, definition, change }: Changing & { readonly proposal: FormProposal }) {
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
        {lines.map((line) =>
          line.kind === 'field' ? (
            <FieldLine
              key={`${line.path.join('.')} ${line.field.key}`}
              line={line}
              definition={definition}
              change={change}
            />
          ) : (
            <TextLine key={line.node.id} line={line} definition={definition} change={change} />
          ),
        )}
      </tbody>
    </table>
  );
}

function FieldLine({ line: { path, field, guesses, depth }, definition, change }: LineProps<ProposedField>) {
  return (
    <tr>
      <td className={depth > 0 ? 'depth1' : undefined}>
        <Input
          variant="borderless"
          aria-label={appsText('labelOf', { label: field.label })}
          maxLength={200}
          value={field.label}
          status={field.label.trim() === '' ? 'error' : ''}
          onChange={(event) => change(changeAt(definition, path, (one) => ({ ...one, label: event.target.value })))}
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
        <Cells guesses={guesses} />
      </td>
      <td>
        <Guesses guesses={guesses} otherwise={typeWord(field.type)} />
      </td>
      <td>
        <LeaveOut label={field.label} onClick={() => change(removeAt(definition, path))} />
      </td>
    </tr>
  );
}

/** A note or the title of a section: no field, but made from a cell all the same. */
function TextLine({ line: { node, guesses }, definition, change }: LineProps<ProposedText>) {
  const text = node.kind === 'note' ? node.text : node.title;
  return (
    <tr>
      <td>
        <div className="proposal-text">{text}</div>
      </td>
      <td>
        <div className="proposal-text">{d(node.kind)}</div>
      </td>
      <td>
        <Cells guesses={guesses} />
      </td>
      <td>
        <Guesses guesses={guesses} otherwise={d(node.kind)} />
      </td>
      <td>
        {node.kind === 'note' ? (
          <LeaveOut label={text.slice(0, 40)} onClick={() => change(removeNote(definition, node))} />
        ) : null}
      </td>
    </tr>
  );
}

function LeaveOut({ label, onClick }: { label: string; onClick: () => void }) {
  const words = appsText('leaveOut', { label });
  return (
    <Button
      type="text"
      size="small"
      aria-label={words}
      title={words}
      icon={<Icon name="trash" size={16} />}
      onClick={onClick}
    />
  );
}

function typeWord(type: FieldTypeName): string {
  return fieldTypes[type].label[currentLanguage()];
}

function Cells({ guesses }: { guesses: readonly Guess[] }) {
  return [...new Set(guesses.map((guess) => guess.source.cell))].map((cell) => <code key={cell}>{cell}</code>);
}

const certaintyClasses = { sure: 'tag done', likely: 'tag low', unsure: 'tag serious' } as const;

function Guesses({ guesses, otherwise }: { guesses: readonly Guess[]; otherwise: string }) {
  return (
    <ul className="guesses">
      {guesses.map((guess) => (
        <li key={`${guess.path} ${guess.what}`}>
          <span className={certaintyClasses[guess.certainty]}>{appsText(`certainty-${guess.certainty}`)}</span>
          <span>{guess.what}</span>
        </li>
      ))}
      {guesses.length === 0 ? <li className="quiet-text">{otherwise}</li> : null}
    </ul>
  );
}
