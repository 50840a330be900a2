/**
 * What can go wrong with the built-in database in a way its administrator can act on.
 * `message` says what is the case, `remedy` what to do; both are shown on the console and stand in the log.
 */
export type EmbeddedPostgresErrorCode =
  | 'already-running'
  | 'no-binary'
  | 'folder-unusable'
  | 'folder-not-empty'
  | 'init-failed'
  | 'start-failed'
  | 'version-mismatch';

export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;
  readonly remedy: string;

  constructor(code: EmbeddedPostgresErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** The system's error code (`ENOENT`, `EACCES` …) of something caught, or `undefined`. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
