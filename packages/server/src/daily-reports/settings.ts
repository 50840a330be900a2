/** What the module needs of the site's settings; `apps` keeps them. */
export interface ReportSettings {
  /** Nobody is urged again about the same report before this many minutes have passed. */
  readonly urgeCoolDownMinutes: number;
  /** So long may a resolution be taken back by whoever made it. */
  readonly undoMinutes: number;
  /** So long after filing may a report be amended, if its window is not open even longer. */
  readonly amendHours: number;
}

export interface SettingsPort {
  read(): Promise<ReportSettings>;
}
