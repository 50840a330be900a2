/** UUIDs as values of fields. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Canonical is lower case without blanks; anything that is not a string comes back as it is. */
export function normaliseId(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 36 && uuid.test(value);
}
