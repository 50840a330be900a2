/** What other modules ask for: one notice to one person. The ladder of channels is decided here, not by them. */
export interface Notice {
  /** The same key is the same notice and is never sent twice, e.g. `remind:<plan>:<day>:<time>:<person>`. */
  readonly key: string;
  readonly personId: string;
  /** Which template of the channels is used, e.g. `dailyReport.remind`. */
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** Path inside the product that it opens, already signed in (DR-24). */
  readonly link: string | null;
  /** Values for the channels' templates. */
  readonly params: Readonly<Record<string, string>>;
}
