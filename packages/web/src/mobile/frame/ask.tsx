/** A question before something that cannot be undone: names the thing and the consequence; buttons are verbs. */
import { useSyncExternalStore } from 'react';
import { sheetsLeft } from '../../base/back-closes.ts';
import { text } from '../text.ts';
import { Sheet } from './Sheet.tsx';

interface Question {
  readonly title: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly danger?: boolean;
}
interface Asked extends Question {
  readonly answer: (yes: boolean) => void;
}

let asked: Asked | undefined;
const listeners = new Set<() => void>();

function show(next: Asked | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Resolves to true when the person confirms. */
export function ask(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    show({
      ...question,
      answer: (yes) => {
        show(undefined);
        // Whoever asked may lead to another page next; the question's own entry in the history must be gone by then.
        void sheetsLeft().then(() => resolve(yes));
      },
    });
  });
}

export function Questions() {
  const question = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  if (!question) return null;
  return (
    <Sheet
      title={question.title}
      onClose={() => question.answer(false)}
      foot={
        <div className="two">
          <button type="button" className="pbtn sec" onClick={() => question.answer(false)}>
            {text('cancel')}
          </button>
          <button
            type="button"
            className={question.danger ? 'pbtn danger' : 'pbtn'}
            onClick={() => question.answer(true)}
          >
            {question.confirm}
          </button>
        </div>
      }
    >
      <p className="consequence">{question.consequence}</p>
    </Sheet>
  );
}
