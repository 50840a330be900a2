import { isWebAddress } from '@anshao/core/forms/types/url.ts';
import { useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { fillEditable, markdownOf } from './rich-text-dom.ts';
import './controls.css';

type Word = Parameters<typeof formText>[0];
const commands: readonly {
  readonly command: string;
  readonly argument?: string;
  readonly icon: IconName;
  readonly word: Word;
}[] = [
  { command: 'bold', icon: 'bold', word: 'bold' },
  { command: 'formatBlock', argument: 'h2', icon: 'heading', word: 'heading' },
  { command: 'insertUnorderedList', icon: 'list', word: 'bullets' },
  { command: 'insertOrderedList', icon: 'numbers', word: 'numbering' },
  { command: 'formatBlock', argument: 'blockquote', icon: 'quote', word: 'quote' },
];

/**
 * Formatted text with a few buttons. `execCommand` is old and not replaced by anything; what each browser makes of it
 * differs, and `markdownOf` takes from it only what the form can keep.
 */
export function RichTextEditor({
  id,
  field,
  value,
  onChange,
  readOnly,
  isInvalid,
  labelledBy,
  describedBy,
}: FieldProps<'richText'>) {
  const page = useRef<HTMLDivElement>(null);
  const told = useRef<string>(undefined);
  const [address, setAddress] = useState<string>();
  const marked = useRef<Range>(undefined);
  const text = asText(value);
  useEffect(() => {
    // What comes back is what was told last; only other text is drawn anew, or the caret would jump.
    if (!page.current || text === told.current) return;
    told.current = text;
    fillEditable(page.current, text);
  }, [text]);
  const tell = () => {
    if (!page.current) return;
    const next = markdownOf(page.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  const run = (command: string, argument?: string) => {
    const { current } = page;
    if (!current) return;
    current.focus();
    const { ownerDocument } = current;
    const isSet = argument !== undefined && ownerDocument.queryCommandValue('formatBlock') === argument;
    ownerDocument.execCommand(command, false, isSet ? 'p' : argument);
    tell();
  };
  const openLink = () => {
    const selection = page.current?.ownerDocument.getSelection();
    marked.current = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
    setAddress('https://');
  };
  const link = () => {
    const selection = page.current?.ownerDocument.getSelection();
    if (address && isWebAddress(address) && selection) {
      page.current?.focus();
      if (marked.current) {
        selection.removeAllRanges();
        selection.addRange(marked.current);
      }
      if (selection.isCollapsed) page.current?.ownerDocument.execCommand('insertText', false, address);
      else run('createLink', address);
      tell();
    }
    setAddress(undefined);
  };
  return (
    <div className="fc-rich" data-invalid={isInvalid || undefined}>
      <div className="fc-toolbar" role="toolbar" aria-label={formText('formatting')} aria-controls={id}>
        {commands.map(({ command, argument, icon, word }) => (
          <button
            key={word}
            type="button"
            className="fc-icon"
            aria-label={formText(word)}
            title={formText(word)}
            disabled={readOnly}
            // The selection in the text must survive the press.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => run(command, argument)}
          >
            <Icon name={icon} size={18} />
          </button>
        ))}
        <button
          type="button"
          className="fc-icon"
          aria-label={formText('link')}
          title={formText('link')}
          disabled={readOnly}
          onPointerDown={(event) => event.preventDefault()}
          onClick={openLink}
        >
          <Icon name="link" size={18} />
        </button>
      </div>
      {address !== undefined && (
        <div className="fc-row fc-link">
          <input
            className="inp fc-inp"
            aria-label={formText('linkAddress')}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                link();
              }
            }}
          />
          <button type="button" className="fc-btn solid" disabled={!isWebAddress(address)} onClick={link}>
            {formText('useIt')}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea cannot hold formatted text */}
      <div
        id={id}
        ref={page}
        className="fc-page md"
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        aria-readonly={readOnly}
        contentEditable={!readOnly}
        data-placeholder={text === '' ? field.placeholder : undefined}
        onInput={tell}
        onPaste={(event) => {
          // Foreign formats stay outside.
          event.preventDefault();
          const plain = event.clipboardData.getData('text/plain');
          event.currentTarget.ownerDocument.execCommand('insertText', false, plain);
        }}
        onDrop={(event) => event.preventDefault()}
      />
    </div>
  );
}
