/** `npm run docs:formulas`: writes `docs/guide/函数大全.md` from the functions. */
import { writeFileSync } from 'node:fs';
import { formulaDocument } from './formula-document.ts';
import { root } from './run.ts';

writeFileSync(`${root}docs/guide/函数大全.md`, formulaDocument());
console.log('docs/guide/函数大全.md');
