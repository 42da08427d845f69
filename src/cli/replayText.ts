import type { BookAccount, FrameTrouble, ReplayReport } from '../journal/index.js';
import { countText } from './countText.js';
import { textTable } from './textTable.js';

const HEADER = [
  'symbol',
  'snapshots',
  'applied',
  'stale',
  'unsynced',
  'gaps',
  'checksums',
  'bad',
  'crossed',
  'no level',
  'trades',
  'best bid',
  'best ask',
  'levels',
  'book',
];

/** The account of a recording for people: a table of its books, and below it what was asked for and what went wrong. */
export function replayText(report: ReplayReport): string {
  const parts = [report.books.length === 0 ? 'no books' : textTable([HEADER, ...report.books.map(row)])];
  const firsts = report.books.flatMap(firstTroubles);
  if (firsts.length > 0) parts.push(firsts.join('\n'));
  const digests = report.books.flatMap(({ symbol, digests: list }) =>
    list.map(([line, index, sha256]) => ({ line, cells: [String(line), symbol, String(index), sha256] })),
  );
  if (digests.length > 0) {
    digests.sort((a, b) => a.line - b.line);
    parts.push(
      textTable([['line (0-based)', 'symbol', 'index', 'book'], ...digests.map(({ cells }) => cells)], 4),
    );
  }
  const { frames, contents } = report;
  const held = Object.entries(contents).filter(([, count]) => count > 0);
  parts.push(
    [
      countText(frames, 'frame'),
      ...held.map(([kind, count]) => countText(count, ...WORDS[kind as keyof typeof WORDS])),
    ].join(', '),
  );
  const troubles = troubleText(report);
  if (troubles !== '') parts.push(troubles);
  return parts.join('\n\n');
}

const WORDS: Readonly<Record<keyof ReplayReport['contents'], readonly [one: string, many: string]>> = {
  snapshot: ['snapshot', 'snapshots'],
  diff: ['diff', 'diffs'],
  orderSnapshot: ['snapshot of orders', 'snapshots of orders'],
  orderDiff: ['diff of orders', 'diffs of orders'],
  trade: ['trade', 'trades'],
  listings: ['listing', 'listings'],
  other: ['other', 'others'],
  reply: ['reply asked for', 'replies asked for'],
  refusal: ['refusal', 'refusals'],
  badFrame: ['bad frame', 'bad frames'],
  unknownFrame: ['unknown frame', 'unknown frames'],
  interrupted: ['interruption', 'interruptions'],
  frameRepeated: ['repeated frame', 'repeated frames'],
};

const TROUBLES = ['badFrame', 'unknownFrame', 'refusal'] as const;

/** How many frames could not be used, by kind, and the first few of them with line (1-based) and reason; else empty. */
export function troubleText({ contents, troubles }: Pick<ReplayReport, 'contents' | 'troubles'>): string {
  const counts = TROUBLES.filter((kind) => contents[kind] > 0).map((kind) =>
    countText(contents[kind], ...WORDS[kind]),
  );
  return counts.length === 0
    ? ''
    : [
        `not used: ${counts.join(', ')}; the first of them by line (1-based)`,
        ...troubles.map(troubleLine),
      ].join('\n');
}

const troubleLine = ({ kind, line, reason }: FrameTrouble): string =>
  `  line ${line + 1}: ${kind}: ${reason}`;

function row(account: BookAccount): readonly string[] {
  const { end } = account;
  const checksums = account.checksums_ok + account.checksums_bad;
  return [
    account.symbol,
    ...[
      account.snapshots,
      account.diffs_applied,
      account.diffs_stale,
      account.diffs_unsynced,
      account.gaps,
    ].map(String),
    ...(checksums === 0 ? ['-', '-'] : [String(account.checksums_ok), String(account.checksums_bad)]),
    ...[account.crossed, account.delete_missing, account.trades].map(String),
    end?.best_bid?.[0] ?? '-',
    end?.best_ask?.[0] ?? '-',
    end?.levels.join('/') ?? '-',
    end?.book_sha256.slice(0, 16) ?? 'not valid',
  ];
}

const firstTroubles = ({ symbol, first_gap: gap, first_bad: bad }: BookAccount): readonly string[] => [
  ...(gap === null ? [] : [`${symbol}: first gap at line ${gap + 1} (1-based)`]),
  ...(bad === null ? [] : [`${symbol}: first bad checksum at line ${bad + 1} (1-based)`]),
];
