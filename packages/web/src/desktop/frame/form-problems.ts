import type { FormInstance } from 'antd';
import type { ApiProblem } from '../../base/api.ts';

/**
 * Puts what the server found wrong at the fields it names. Answers true when every problem found its field; otherwise
 * the whole problem still has to be said elsewhere.
 */
export function showAtFields(form: FormInstance, problem: ApiProblem): boolean {
  if (problem.problems.length === 0) return false;
  const known = new Set(Object.keys(form.getFieldsValue() as object));
  let all = true;
  for (const one of problem.problems) {
    const name = one.path.split(/[.[]/)[0] ?? '';
    if (!known.has(name)) {
      all = false;
      continue;
    }
    form.setFields([{ name, errors: [one.message] }]);
  }
  return all;
}
