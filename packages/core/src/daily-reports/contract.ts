/**
 * The daily safety report of a community (安全生产日报, DR-01 … DR-40). Its questions are an ordinary form
 * (`presets/safety`); this module adds what data cannot say: the state of each anomaly over the days, carrying answers
 * over, who has not filed, urging, and the figures on the board.
 */
export * from './anomaly-calls.ts';
export * from './board-calls.ts';
export * from './filing-calls.ts';
export * from './item-calls.ts';
export * from './shapes.ts';
