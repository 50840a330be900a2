/** All problems of the draft; each leads to the part that has it. */
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { showPart } from './canvas/part-id.ts';
import { useDesign, useDrawn } from './design-store.ts';
import { d } from './text.ts';

export function ProblemList() {
  const design = useDesign();
  const problems = useDrawn((state) => state.problems);
  const fields = useDrawn((state) => state.fields);
  const labelOf = (part: PartRef) => (part === '' ? d('wholeForm') : (fields.get(part)?.label ?? d('part')));
  return (
    <ul className="dz-problem-list">
      {problems.slice(0, 100).map((problem) => (
        <li key={`${problem.part} ${problem.setting} ${problem.code}`}>
          <button
            type="button"
            onClick={() => {
              design.select(problem.part === '' ? [] : [problem.part]);
              if (problem.part !== '') showPart(problem.part);
            }}
          >
            <b>{labelOf(problem.part)}</b>
            <span>{problem.sentence}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
