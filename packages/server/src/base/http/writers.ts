/**
 * How answers are written: by the shape in the call's contract. A writer is built when its first answer is, and what
 * builds it is loaded then: all of them cost a tenth of the start, and memory that an idle server never uses.
 */
import { createRequire } from 'node:module';

type Writer = (answer: unknown) => string;
type Build = (schema: unknown) => Writer;
const require = createRequire(import.meta.url);

export function writerCompiler({ schema }: { schema?: unknown }): Writer {
  let write: Writer | undefined;
  return (answer) => {
    write ??= (require('fast-json-stringify') as Build)(schema);
    return write(answer);
  };
}
