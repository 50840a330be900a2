/** What applications need of files: pictures in the layouts of forms. `wiring/files.ts` fills it. */
import type { Viewer } from '../access/viewer.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';

export interface PicturePort {
  /**
   * Keeps a picture under an id it has already.
   * @returns false when it is no picture that can be read
   */
  store(
    transaction: Transaction,
    picture: { id: string; name: string; bytes: Buffer; by: string | null; at: Date },
  ): Promise<boolean>;
  /** As it is shown, for a package; undefined when it is gone. */
  read(id: string): Promise<{ name: string; mediaType: 'image/jpeg'; bytes: Buffer } | undefined>;
  /** Whoever is signed in may see pictures of forms; ids that are no files are passed over. */
  link(transaction: Transaction, form: string, ids: readonly string[], at: Date): Promise<void>;
  /** Of these, the ones the viewer may use. */
  usable(db: Queryable, viewer: Viewer, form: string, ids: readonly string[]): Promise<Set<string>>;
}
