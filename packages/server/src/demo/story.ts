/**
 * A community's days: what it files when, what it finds, how long that takes. Pure, and a stream of chance for each
 * community, so that neither the order of writing nor the number of connections changes anything.
 *
 * What a reader would get wrong: reports are made in the order in which they are filed, a back-filled one before the
 * next day's, because a report carries over the last one as it stood at that moment.
 */

import { carryOver, copiedCodes, copyStreak, type FormerItem } from '@anshao/core/daily-reports/carry-over.ts';
import type { Answer, ItemValues } from '@anshao/core/daily-reports/contract.ts';
import { batchResolutions, demoAnomalies } from '@anshao/presets/demo/anomalies.ts';
import type { NewAnomaly } from '../daily-reports/store.ts';
import type { PlannedCommunity } from './city.ts';
import { idFrom, pickWeighted, randomFrom } from './random.ts';
import { fillFacts } from './wording.ts';

const minute = 60_000;
const hour = 60 * minute;
const dayMs = 24 * hour;
/** From midnight until the day's tasks are there, as `load.ts` makes them. */
export const publishedAfter = 11 * minute;

export interface StoryFrame {
  readonly seed: number;
  /** Nothing happens after it. */
  readonly now: number;
  readonly items: readonly { readonly code: string; readonly label: string }[];
  readonly pictures: ReadonlyMap<string, { readonly before: readonly string[]; readonly after: string }>;
}

export interface StoryDay {
  readonly date: string;
  /** First and last moment of the day at the place, as milliseconds. */
  readonly startsAt: number;
  /** Filed until here is on time. */
  readonly graceUntil: number;
  /** Days from here to today. */
  readonly ago: number;
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
}

/** A valid row of the form's subform. */
export type ToldItem = ItemValues & { readonly _id: string; readonly label: string; readonly answer: Answer };

export interface ToldReport {
  readonly id: string;
  readonly filedAt: number;
  readonly timing: 'onTime' | 'late';
  readonly items: readonly ToldItem[];
  readonly anomalies: readonly NewAnomaly[];
  readonly copied: readonly string[];
  readonly copyStreak: number;
  readonly prefilledFrom: string | null;
  readonly photoIds: readonly string[];
}

export interface ToldResolution {
  readonly id: string;
  readonly at: number;
  readonly description: string;
  readonly fileIds: readonly string[];
  readonly anomalies: readonly { readonly id: string; readonly reportId: string }[];
  readonly byManager: boolean;
}

export interface ToldVerification {
  readonly at: number;
  readonly anomalyIds: readonly string[];
}

export interface ToldDay {
  readonly report: ToldReport | null;
  readonly resolutions: readonly ToldResolution[];
  readonly verifications: readonly ToldVerification[];
}

/** Something that is wrong, over the days on which it is reported. */
interface Trouble {
  readonly item: string;
  readonly description: string;
  readonly photoIds: readonly string[];
  readonly originId: string;
  readonly originDate: string;
  readonly rows: { id: string; reportId: string }[];
  /** Infinity: nobody ever puts it right. */
  readonly resolvedAt: number;
  /** After so many reports nobody mentions it any more, although it is still open. */
  readonly mentions: number;
}

export function tellCommunity(frame: StoryFrame, community: PlannedCommunity): (day: StoryDay) => ToldDay {
  const { traits } = community;
  const random = randomFrom(frame.seed, 2, community.index);
  const troubles: Trouble[] = [];
  const resolvedAtOf = new Map<string, number>();
  const verifications: ToldVerification[] = [];
  let last: { report: ToldReport; rows: FormerItem[] } | undefined;

  function filedAt(day: StoryDay): number | null {
    // Always the same number of draws, so that a change of one rate leaves the other days alone.
    const [luck, spread, seconds] = [random.next(), random.next() + random.next() - 1, random.between(0, 59_999)];
    if (traits.silentDays > day.ago) return null;
    const weekend = day.weekday >= 6 ? 1.35 : day.weekday === 1 ? 0.85 : 0.95;
    const missed = Math.min(0.6, 0.052 * traits.slackness * weekend);
    const late = Math.min(0.3, 0.038 * traits.slackness * weekend);
    if (traits.leavesToday && isLastPublished(day)) return null;
    const mustFile = traits.hasOpenTrouble && day.ago === 1;
    if (luck < missed && !mustFile) return null;
    if (luck < missed + late && !mustFile) {
      return spread > 0.15
        ? day.startsAt + dayMs + 7 * hour + (spread * 70 + 5) * minute + seconds
        : day.graceUntil + (20 + (spread + 1) * 140) * minute + seconds;
    }
    const at = Math.min(1074, Math.max(508, traits.habit + spread * 75));
    return day.startsAt + Math.floor(at) * minute + seconds;
  }

  /** The day whose report is the last that can be filed: today, but for its first minutes. */
  function isLastPublished(day: StoryDay): boolean {
    return day.startsAt + dayMs + publishedAfter > frame.now;
  }

  function resolveAt(from: number): number {
    if (random.chance(0.13)) return Number.POSITIVE_INFINITY;
    const speed = random.next();
    const hours =
      speed < 0.25
        ? 2 + random.next() * 8
        : speed < 0.6
          ? 18 + random.next() * 40
          : speed < 0.87
            ? 60 + random.next() * 90
            : 150 + random.next() * 180;
    const at = from + hours * hour;
    // Into the hours in which people work: 08:30 to 18:30 in China, 00:30 to 10:30 UTC.
    const sinceMidnight = at % dayMs;
    const opens = at - sinceMidnight + 30 * minute;
    if (sinceMidnight < 30 * minute) return opens + random.next() * hour;
    if (sinceMidnight > 10.5 * hour) return opens + dayMs + random.next() * 2 * hour;
    return at;
  }

  function newTrouble(day: StoryDay, filed: number, busy: ReadonlySet<string>): Trouble | undefined {
    const item = pickWeighted(
      random,
      frame.items.map(({ code }) => [
        code,
        busy.has(code) || traits.notApplicable.has(code) ? 0 : (demoAnomalies[code]?.weight ?? 1),
      ]),
    );
    const words = item === undefined ? undefined : demoAnomalies[item];
    const pictures = item === undefined ? undefined : frame.pictures.get(item);
    if (item === undefined || !words || !pictures) return undefined;
    const companion = troubles.find((one) => one.resolvedAt > filed && Number.isFinite(one.resolvedAt));
    return {
      item,
      description: fillFacts(random.pick(words.found), random, traits),
      photoIds: random.chance(0.3) ? pictures.before : [random.pick(pictures.before)],
      originId: idFrom(random, filed),
      originDate: day.date,
      rows: [],
      resolvedAt: companion && random.chance(0.4) ? companion.resolvedAt : resolveAt(filed),
      mentions: random.between(2, 11),
    };
  }

  function report(day: StoryDay): ToldReport | null {
    const filed = filedAt(day);
    const carries = random.chance(traits.carries);
    if (filed === null || filed > frame.now) return null;
    for (let index = troubles.length - 1; index >= 0; index--) {
      const one = troubles[index] as Trouble;
      // Resolved ones stay until `resolutions` has told of them; forgotten ones never come back.
      if (one.rows.length >= one.mentions && !Number.isFinite(one.resolvedAt)) troubles.splice(index, 1);
    }
    const current = troubles.filter((one) => one.resolvedAt > filed);
    const busy = new Set(current.map((one) => one.item));
    for (let count = 0; count < 3 && busy.size < 6 && random.chance(Math.min(0.75, 0.08 * traits.trouble)); count++) {
      const found = newTrouble(day, filed, busy);
      if (!found) break;
      busy.add(found.item);
      current.push(found);
      troubles.push(found);
      resolvedAtOf.set(found.originId, found.resolvedAt);
    }
    if (traits.hasOpenTrouble && day.ago <= 1 && !current.some((one) => one.resolvedAt > frame.now)) {
      const found = newTrouble(day, filed, busy);
      if (found) {
        const lasting = { ...found, resolvedAt: Number.POSITIVE_INFINITY };
        current.push(lasting);
        troubles.push(lasting);
        resolvedAtOf.set(lasting.originId, lasting.resolvedAt);
      }
    }
    return write(day, filed, current, carries);
  }

  function write(day: StoryDay, filed: number, current: readonly Trouble[], carries: boolean): ToldReport {
    const id = idFrom(random, filed);
    const byItem = new Map(current.map((one) => [one.item, one]));
    const anomalies: NewAnomaly[] = [];
    const photoIds = new Set<string>();
    const items = frame.items.map(({ code, label }, index): ToldItem => {
      const trouble = byItem.get(code);
      if (!trouble) {
        return {
          _id: idFrom(random, filed),
          item: code,
          label,
          answer: traits.notApplicable.has(code) ? 'notApplicable' : 'normal',
        };
      }
      const isOrigin = trouble.rows.length === 0;
      const rowId = isOrigin ? trouble.originId : idFrom(random, filed);
      trouble.rows.push({ id: rowId, reportId: id });
      for (const photo of trouble.photoIds) photoIds.add(photo);
      anomalies.push({
        id: rowId,
        itemCode: code,
        itemNumber: index + 1,
        itemLabel: label,
        originId: trouble.originId,
        originDate: trouble.originDate,
      });
      return {
        _id: rowId,
        item: code,
        label,
        answer: 'abnormal',
        description: trouble.description,
        photos: [...trouble.photoIds],
      };
    });

    // An anomaly that goes on is carried over, never typed again.
    const source = last && (carries || current.some((one) => one.originDate < day.date)) ? last : undefined;
    let copied: string[] = [];
    if (source) {
      const rows = source.rows.map((row) => {
        if (!row.anomaly) return row;
        const open = (resolvedAtOf.get(row.anomaly.originId) ?? Number.POSITIVE_INFINITY) > filed;
        return { ...row, anomaly: { ...row.anomaly, open } };
      });
      const asked = new Set(frame.items.map(({ code }) => code));
      const touched = traits.copiesBlindly ? 0 : random.between(0, 3);
      const looked = new Set(Array.from({ length: touched }, () => random.pick(frame.items).code));
      const unchanged = new Set([...asked].filter((code) => !looked.has(code)));
      copied = copiedCodes(carryOver(rows, asked), unchanged, items);
    }
    const told: ToldReport = {
      id,
      filedAt: filed,
      timing: filed <= day.graceUntil ? 'onTime' : 'late',
      items,
      anomalies,
      copied,
      copyStreak: copyStreak(copied.length, frame.items.length, source?.report.copyStreak ?? 0),
      prefilledFrom: source?.report.id ?? null,
      photoIds: [...photoIds],
    };
    const anomalyOf = new Map(anomalies.map((one) => [one.itemCode, one]));
    last = {
      report: told,
      rows: items.map((row): FormerItem => {
        const anomaly = anomalyOf.get(row.item);
        return {
          code: row.item,
          answer: row.answer,
          description: row.description ?? null,
          photoIds: row.photos ?? [],
          anomaly: anomaly
            ? { id: anomaly.id, open: true, originId: anomaly.originId, originDate: anomaly.originDate }
            : null,
        };
      }),
    };
    return told;
  }

  /** What is put right until a moment; troubles with one moment are one batch. */
  function resolutions(until: number): ToldResolution[] {
    const due = troubles.filter((one) => one.resolvedAt < until && one.resolvedAt <= frame.now && one.rows.length > 0);
    for (const one of due) troubles.splice(troubles.indexOf(one), 1);
    const told: ToldResolution[] = [];
    for (const [at, together] of Map.groupBy(due, (one) => one.resolvedAt)) {
      const first = together[0] as Trouble;
      const rows = together.flatMap((one) => one.rows);
      const isOne = together.length === 1;
      const words = demoAnomalies[first.item]?.resolved ?? batchResolutions;
      const after = frame.pictures.get(first.item)?.after;
      told.push({
        id: idFrom(random, at),
        at,
        description: random.pick(isOne ? words : batchResolutions),
        fileIds: after && random.chance(0.8) ? [after] : [],
        anomalies: rows,
        byManager: random.chance(0.12),
      });
      if (random.chance(0.3)) {
        verifications.push({ at: at + (20 + random.next() * 50) * hour, anomalyIds: rows.map((row) => row.id) });
      }
    }
    return told;
  }

  return (day) => {
    const told = report(day);
    const until = day.startsAt + dayMs;
    const resolved = resolutions(until);
    const verified = verifications.filter((one) => one.at < until && one.at <= frame.now);
    for (const one of verified) verifications.splice(verifications.indexOf(one), 1);
    return { report: told, resolutions: resolved, verifications: verified };
  };
}
