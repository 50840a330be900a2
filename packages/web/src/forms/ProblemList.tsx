import { useState } from 'react';
import { Icon } from '../base/icons.tsx';
import { Mark } from '../base/marks.tsx';
import { formText } from './form-text.ts';
import { useFormViewing, useFromStore } from './form-view-context.ts';
import { tellProblem } from './problem-places.ts';

const fewest = 2;
const most = 50;

/** All that is wrong, each with its place, each leading there. One or two stand plainly enough beside their fields. */
export function ProblemList() {
  const { store } = useFormViewing();
  const problems = useFromStore((store) => store.told());
  const [isOpen, setOpen] = useState(false);
  // What has no place on the form would be told nowhere else.
  const hasPlaces = problems.every(({ path }) =>
    store.form.definition.fields.some(({ key }) => key === path.split(/[.[]/, 1)[0]),
  );
  if (problems.length < fewest && hasPlaces) return null;
  return (
    <div className="fv-problems" role="status">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Mark level="major" />
        <span className="sp">{formText('problemsInForm', { n: problems.length })}</span>
        <Icon name={isOpen ? 'up' : 'down'} size={18} />
      </button>
      {isOpen && (
        <ol>
          {problems.slice(0, most).map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              <button type="button" onClick={() => store.goTo(problem.path)}>
                {tellProblem(store.form, problem)}
              </button>
            </li>
          ))}
          {problems.length > most && <li className="note">{formText('andMore', { n: problems.length - most })}</li>}
        </ol>
      )}
    </div>
  );
}
