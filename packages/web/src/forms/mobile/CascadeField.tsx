import { useState } from 'react';
import { asIds, type FieldProps } from '../field-props.ts';
import { later } from '../later.tsx';
import { cascadeWords } from '../value-text.ts';
import { OpenButton } from './OpenButton.tsx';

const CascadeSheet = later(async () => (await import('./CascadeSheet.tsx')).CascadeSheet, 0);

export function CascadeField(props: FieldProps<'cascade'>) {
  const { field, value, onChange, situation } = props;
  const [isOpen, setOpen] = useState(false);
  const codes = asIds(value);
  const words = cascadeWords(field, codes, situation);
  return (
    <>
      <OpenButton {...props} words={words.length > 0 ? [words.join(' / ')] : []} onOpen={() => setOpen(true)} />
      {isOpen && (
        <CascadeSheet
          field={field}
          codes={codes}
          situation={situation}
          onChoose={(next) => onChange(next.length > 0 ? next : null)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
