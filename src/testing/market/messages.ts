import { Decimal } from 'decimal.js';
import * as t from 'io-ts';

import {
  connectionId,
  tradeId,
  venueName,
  venueSymbol,
  type SequenceId,
  type VenueName,
  type VenueSymbol,
} from '../../domain/ids.js';
import type { BookDiff, BookSnapshot, Trade } from '../../domain/messages.js';
import type { Origin } from '../../domain/origin.js';
import type { PriceLevel } from '../../domain/priceLevel.js';
import { priceLevels } from '../../domain/priceLevels.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import {
  count,
  exactly,
  fieldsJson,
  id,
  idJson,
  levelsJson,
  levelTexts,
  milliseconds,
  orNull,
  unless,
} from './scalars.js';

/** Whose a message is where the JSON does not say. */
export const DEFAULT_VENUE: VenueName = venueName('test');
export const DEFAULT_SYMBOL: VenueSymbol = venueSymbol('BTC-USD');
export const DEFAULT_CONNECTION = connectionId('c');

export const via = t.keyof({ stream: null, request: null });
export const coverage = t.union([t.literal('full'), closed({ levels: count, maintained: t.boolean }, {})]);

const idPair = exactly(t.tuple([orNull(id), orNull(id)], '[firstId, lastId]'));

/** A diff's ids: one that is both, `[first, last]`, null for none. */
export const diffIds = new t.Type<Pick<BookDiff, 'firstId' | 'lastId'>, unknown, unknown>(
  'id, [firstId, lastId] or null',
  (value): value is Pick<BookDiff, 'firstId' | 'lastId'> => typeof value === 'object',
  (value, context) => {
    if (!Array.isArray(value)) {
      const result = orNull(id).validate(value, context);
      if (result._tag === 'Left') return result;
      return t.success({ firstId: result.right ?? undefined, lastId: result.right ?? undefined });
    }
    const result = idPair.validate(value, context);
    if (result._tag === 'Left') return result;
    return t.success({ firstId: result.right[0] ?? undefined, lastId: result.right[1] ?? undefined });
  },
  t.identity,
);

export const origin = {
  venue: t.string,
  symbol: t.string,
  connection: t.string,
  venueTime: milliseconds,
  receivedAt: milliseconds,
};

const levels = {
  bids: t.array(levelTexts),
  asks: t.array(levelTexts),
  checksum: t.number,
  keepText: t.boolean,
};

export const snapshotFields = closed({ snapshot: orNull(id) }, { via, coverage, ...levels, ...origin });
export const diffFields = closed({ diff: diffIds }, { previousId: id, ...levels, ...origin });
export const tradeFields = closed(
  { trade: levelTexts, side: t.keyof({ buy: null, sell: null }) },
  { id: t.string, ...origin },
);

export const toSnapshot = (
  json: t.TypeOf<typeof snapshotFields>,
  moment: MarbleMoment,
  viaUnlessSaid: BookSnapshot['via'],
): BookSnapshot => ({
  _tag: 'snapshot',
  ...toOrigin(json, moment),
  via: json.via ?? viaUnlessSaid,
  lastId: json.snapshot ?? undefined,
  coverage: json.coverage ?? 'full',
  ...toLevels(json),
});

export const toDiff = (json: t.TypeOf<typeof diffFields>, moment: MarbleMoment): BookDiff => ({
  _tag: 'diff',
  ...toOrigin(json, moment),
  ...json.diff,
  previousId: json.previousId,
  ...toLevels(json),
});

export const toTrade = (json: t.TypeOf<typeof tradeFields>, moment: MarbleMoment): Trade => ({
  _tag: 'trade',
  ...toOrigin(json, moment),
  id: json.id === undefined ? undefined : tradeId(json.id),
  price: new Decimal(json.trade[0]),
  size: new Decimal(json.trade[1]),
  side: json.side,
});

type OriginJson = { readonly [K in keyof typeof origin]?: t.TypeOf<(typeof origin)[K]> };
type LevelsJson = { readonly [K in keyof typeof levels]?: t.TypeOf<(typeof levels)[K]> };

export const toOrigin = (json: OriginJson, { frame }: MarbleMoment): Origin => ({
  venue: venueName(json.venue ?? DEFAULT_VENUE),
  symbol: venueSymbol(json.symbol ?? DEFAULT_SYMBOL),
  connection: connectionId(json.connection ?? DEFAULT_CONNECTION),
  venueTime: json.venueTime,
  receivedAt: json.receivedAt ?? frame,
});

const toLevels = ({ bids = [], asks = [], checksum, keepText = false }: LevelsJson) => ({
  bids: priceLevels(bids, { keepText }),
  asks: priceLevels(asks, { keepText }),
  checksum,
});

/** The JSON of a snapshot; `viaUnlessSaid` is left out. */
export const snapshotJson = (
  snapshot: BookSnapshot,
  moment: MarbleMoment,
  viaUnlessSaid: BookSnapshot['via'],
): Json =>
  fieldsJson({
    snapshot: idOrNull(snapshot.lastId),
    via: unless(snapshot.via, viaUnlessSaid),
    coverage: unless<Json>(typeof snapshot.coverage === 'string' ? 'full' : { ...snapshot.coverage }, 'full'),
    ...levelsFields(snapshot),
    ...originJson(snapshot, moment),
  });

/** The JSON of a diff. */
export const diffJson = (diff: BookDiff, moment: MarbleMoment): Json =>
  fieldsJson({
    diff:
      diff.firstId === diff.lastId ? idOrNull(diff.lastId) : [idOrNull(diff.firstId), idOrNull(diff.lastId)],
    previousId: diff.previousId === undefined ? undefined : idJson(diff.previousId),
    ...levelsFields(diff),
    ...originJson(diff, moment),
  });

/** The JSON of a trade. */
export const tradeJson = (trade: Trade, moment: MarbleMoment): Json =>
  fieldsJson({
    trade: [trade.price.toFixed(), trade.size.toFixed()],
    side: trade.side,
    id: trade.id,
    ...originJson(trade, moment),
  });

export const idOrNull = (value: SequenceId | undefined): Json => (value === undefined ? null : idJson(value));

export const originJson = (value: Origin, { frame }: MarbleMoment) => ({
  venue: unless(value.venue, DEFAULT_VENUE),
  symbol: unless(value.symbol, DEFAULT_SYMBOL),
  connection: unless(value.connection, DEFAULT_CONNECTION),
  venueTime: value.venueTime,
  receivedAt: unless(value.receivedAt, frame),
});

const levelsFields = ({ bids, asks, checksum }: BookSnapshot | BookDiff) => ({
  bids: bids.length === 0 ? undefined : levelsJson(bids),
  asks: asks.length === 0 ? undefined : levelsJson(asks),
  checksum,
  keepText: [bids, asks].some(isKept) ? true : undefined,
});

/** Whether levels have a wire text other than the plain one. */
export const isKept = (levels: Iterable<PriceLevel>): boolean =>
  Array.from(levels).some(
    (level) => level.priceText !== level.priceWireText || level.sizeText !== level.sizeWireText,
  );
