/** What pages do without: parts of libraries, and of our own code, that only the server runs. */
import type { ESTree, Plugin } from 'vite';

/**
 * Our pages forbid `eval`, and the schema compiler finds that out by trying, which every browser reports as an attack
 * on the page. It is told instead, and checks schemas as it does without it.
 */
export function withoutEval(): Plugin {
  return {
    name: 'anshao:without-eval',
    transform(_code, id) {
      if (!/typebox\/build\/system\/environment\/evaluate\.mjs$/.test(id)) return undefined;
      return `export const CanEvaluate = () => false;
export function Evaluate() { throw new Error('this page evaluates no text'); }`;
    },
  };
}

/** What only the server reads of a call: it checks by these, the pages are typed by them. */
const serversPartOfCall = new Set(['summary', 'params', 'query', 'body', 'answer', 'errors', 'bodyLimit']);
/** And of a type of field: the shape of its values for the OpenAPI document. */
const serversPartOfField = new Set(['valueSchema']);

/**
 * Takes the server's part out of calls and of types of fields, and with it the schemas and the library that makes
 * them: a phone would load them before its first page and never look at them.
 */
export function withoutServersPart(): Plugin {
  return {
    name: 'anshao:without-servers-part',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (/packages\/core\/src\/forms\/json-schema\.ts$/.test(id)) this.error('pages come without what this needs');
      const isField = /packages\/core\/src\/forms\/types\//.test(id);
      if (!isField && !(/packages\/core\/src\//.test(id) && code.includes('defineCall('))) return undefined;
      let kept = code;
      const leaveOut = (given: ESTree.ObjectExpression, names: ReadonlySet<string>) => {
        for (const property of given.properties) {
          if (property.type !== 'Property' || property.key.type !== 'Identifier' || !names.has(property.key.name))
            continue;
          // Blanks, so that the places of all that follows stay as they are.
          const end = kept[property.end] === ',' ? property.end + 1 : property.end;
          kept = kept.slice(0, property.start) + ' '.repeat(end - property.start) + kept.slice(end);
        }
      };
      for (const statement of this.parse(code).body) {
        const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declared?.type !== 'VariableDeclaration') continue;
        for (const { init } of declared.declarations) {
          if (isField && init?.type === 'ObjectExpression') leaveOut(init, serversPartOfField);
          if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') continue;
          const [given] = init.arguments;
          if (init.callee.name === 'defineCall' && given?.type === 'ObjectExpression')
            leaveOut(given, serversPartOfCall);
        }
      }
      return { code: kept, map: null };
    },
  };
}

/**
 * Marking a property as optional lies in one file with working out types of types, which nobody does in a page. The
 * mark alone is what `Type.Optional` sets.
 */
export function lightOptional(): Plugin {
  const heavy = "import { AddOptionalAction } from '../engine/optional/instantiate_add.mjs';";
  return {
    name: 'anshao:light-optional',
    transform(code, id) {
      if (!/typebox\/build\/type\/action\/_add_optional\.mjs$/.test(id)) return undefined;
      if (!code.includes(heavy)) throw new Error('typebox marks optional properties in another way now');
      const light = `import { Memory } from '../../system/memory/index.mjs';
const AddOptionalAction = (type, options) => Memory.Update(type, { '~optional': true }, options);`;
      return { code: code.replace(heavy, light), map: null };
    },
  };
}
