import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { addOutgoing, dropOutgoing, useOutgoing } from '../../files/outgoing.ts';
import { useShownFile } from '../../files/source.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';
import './controls.css';

const SignaturePad = later(async () => (await import('./SignaturePad.tsx')).SignaturePad, 0);

/** One handwritten signature; it becomes a picture that is sent like any other. */
export function Signature({ id, field, value, onChange, situation, readOnly, describedBy }: FieldProps<'signature'>) {
  const [isOpen, setOpen] = useState(false);
  useOutgoing();
  const file = asText(value);
  const take = (picture: Blob) => {
    setOpen(false);
    if (file) dropOutgoing(file);
    const name = `${formText('signed')}.png`;
    const { isTrial } = situation;
    onChange(
      addOutgoing({ name, type: 'image/png', blob: picture, source: 'camera', ...(isTrial ? { isTrial } : {}) }),
    );
  };
  return (
    <div className="fc-signature">
      {field.statement && <p className="fc-statement">{field.statement}</p>}
      {file ? (
        <div className="fc-signed">
          <SignatureImage file={file} />
          {!readOnly && (
            <button
              id={id}
              type="button"
              className="fc-btn"
              aria-describedby={describedBy}
              onClick={() => setOpen(true)}
            >
              {formText('signAgain')}
            </button>
          )}
        </div>
      ) : (
        <button
          id={id}
          type="button"
          className="fc-place"
          disabled={readOnly}
          aria-describedby={describedBy}
          onClick={() => setOpen(true)}
        >
          <Icon name="edit" size={22} />
          {formText('sign')}
        </button>
      )}
      {isOpen && <SignaturePad statement={field.statement} onDone={take} onClose={() => setOpen(false)} />}
    </div>
  );
}

export function SignatureImage({ file }: { file: string }) {
  const shown = useShownFile(file);
  return shown?.full ? <img src={shown.full} alt={formText('signed')} /> : <span className="skeleton" />;
}
