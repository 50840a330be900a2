import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';

const Scanner = later(async () => (await import('../controls/Scanner.tsx')).Scanner, 0);

/** Opens the camera to read a code; what reads codes is loaded only then. */
export function ScanButton({ onText, wide = false }: { onText: (text: string) => void; wide?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={wide ? 'mbtn soft wide' : 'mbtn soft'}
        aria-label={wide ? undefined : formText('scan')}
        onClick={() => setOpen(true)}
      >
        <Icon name="scan" size={20} />
        {wide && formText('scan')}
      </button>
      {isOpen && (
        <Scanner
          onClose={() => setOpen(false)}
          onText={(text) => {
            setOpen(false);
            onText(text);
          }}
        />
      )}
    </>
  );
}
