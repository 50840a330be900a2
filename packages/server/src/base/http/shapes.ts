/**
 * Checks what was sent against the contract. The check itself is TypeBox's; what is added is how a refusal is told.
 * Where a value may have one of several shapes, TypeBox lists what is wrong with it as each of them, so that a wrong
 * mobile number is also a missing community. Here a value is measured against the shape that it names itself.
 */

import { Compile } from '@anshao/core/base/compile.ts';
import { Value } from '@anshao/core/base/value.ts';
import type { FastifySchemaCompiler } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { TSchema } from 'typebox';

/** What of a schema decides where to look; the rest of it is only ever handed to TypeBox. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** A body may have thousands of rows, each of them wrong; nobody reads more than this. */
const toldAtOnce = 200;

const tooDeep: FastifySchemaValidationError = {
  keyword: 'maxDepth',
  instancePath: '',
  schemaPath: '',
  params: {},
  message: 'is nested too deeply',
};

/** As `TypeBoxValidatorCompiler`, with the problems of one shape only. */
export const shapeCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema);
  return (value: unknown) => {
    // What stands in an address is text; a body says itself what is a number.
    const given = httpPart === 'body' ? value : Value.Convert(schema, value);
    try {
      if (compiled.Check(given)) return { value: given };
    } catch (error) {
      // A hundred thousand brackets inside each other, against a schema that names itself, are too many for the stack.
      if (!(error instanceof RangeError)) throw error;
      return { error: [tooDeep] as unknown as Error };
    }
    const told = shapeProblems(schema, given).slice(0, toldAtOnce);
    // Wrapped as fastify wants it: it takes the first for the sentence in its log and hands all of them on.
    return { error: (told.length > 0 ? told : compiled.Errors(given)) as unknown as Error };
  };
};

/** @param pointer where the value stands, as a JSON pointer */
function shapeProblems(schema: Shape, value: unknown, pointer = ''): FastifySchemaValidationError[] {
  if (schema.anyOf) return ofSeveral(schema, schema.anyOf, value, pointer);
  const [parts, rest] = partsOf(schema, value);
  const own = Value.Errors(rest as TSchema, value).map((one) => ({
    ...one,
    instancePath: `${pointer}${one.instancePath}`,
  }));
  const problems: FastifySchemaValidationError[] = [...own] as FastifySchemaValidationError[];
  for (const [key, part, inner] of parts) {
    if (problems.length > toldAtOnce) break;
    problems.push(...shapeProblems(part, inner, `${pointer}/${key}`));
  }
  return problems;
}

function ofSeveral(
  schema: Shape,
  shapes: readonly Shape[],
  value: unknown,
  pointer: string,
): FastifySchemaValidationError[] {
  if (Value.Check(schema as TSchema, value)) return [];
  if (shapes.every((shape) => Object.hasOwn(shape, 'const'))) return [notAmong(shapes, (shape) => shape, pointer)];
  const nonNull = shapes.filter((shape) => shape.type !== 'null');
  const [only] = nonNull;
  if (nonNull.length === 1 && only) return shapeProblems(only, value, pointer);
  const tag = tagOf(nonNull);
  if (tag === undefined) {
    return [{ keyword: 'anyOf', instancePath: pointer, schemaPath: '', params: {}, message: 'must match one shape' }];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const params = { type: 'object' };
    return [{ keyword: 'type', instancePath: pointer, schemaPath: '', params, message: 'must be object' }];
  }
  const named = (value as Readonly<Record<string, unknown>>)[tag];
  const shape = nonNull.find((one) => one.properties?.[tag]?.const === named);
  return shape
    ? shapeProblems(shape, value, pointer)
    : [notAmong(nonNull, (one) => one.properties?.[tag], `${pointer}/${tag}`)];
}

function notAmong(
  shapes: readonly Shape[],
  literalOf: (shape: Shape) => Shape | undefined,
  pointer: string,
): FastifySchemaValidationError {
  const allowedValues = shapes.map((shape) => literalOf(shape)?.const as string);
  const message = `must be one of ${allowedValues.join(', ')}`;
  return { keyword: 'enum', instancePath: pointer, schemaPath: '', params: { allowedValues }, message };
}

/** The property by which a value says which shape it has: a different literal in every one of them. */
function tagOf(shapes: readonly Shape[]): string | undefined {
  const [first] = shapes;
  return Object.keys(first?.properties ?? {}).find((key) => {
    const literals = shapes.map((shape) => shape.properties?.[key]).filter((one) => one && Object.hasOwn(one, 'const'));
    return literals.length === shapes.length && new Set(literals.map((one) => one?.const)).size === shapes.length;
  });
}

/** What lies below and has to be looked at by itself, and the schema without it. */
function partsOf(schema: Shape, value: unknown): [parts: [key: string, part: Shape, inner: unknown][], rest: Shape] {
  if (typeof value !== 'object' || value === null) return [[], schema];
  if (Array.isArray(value)) {
    const { items, ...rest } = schema;
    if (!items || !hasShapes(items)) return [[], schema];
    return [value.map((inner, index) => [String(index), items, inner]), rest];
  }
  const apart = Object.entries(schema.properties ?? {}).filter(([, part]) => hasShapes(part));
  if (apart.length === 0) return [[], schema];
  const given = value as Readonly<Record<string, unknown>>;
  const parts = apart
    .filter(([key]) => Object.hasOwn(given, key))
    .map(([key, part]): [string, Shape, unknown] => [key, part, given[key]]);
  const blanked = Object.fromEntries(apart.map(([key]) => [key, {}]));
  return [parts, { ...schema, properties: { ...schema.properties, ...blanked } }];
}

function hasShapes(schema: Shape): boolean {
  if (schema.anyOf) return true;
  return [schema.items, ...Object.values(schema.properties ?? {})].some((inner) => inner && hasShapes(inner));
}
