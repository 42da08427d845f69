import { Decimal } from 'decimal.js';

import {
  ANY_INTEGER,
  ANY_TEXT,
  DecimalField,
  fromWireTime,
  IntegerField,
  LevelsField,
  TextField,
  optional,
  shape,
  WordField,
  type FramePart,
} from '../../../codec/index.js';
import { scanFrames, type FrameKind, type MarketDataVenue } from '../../../connector/index.js';
import { tradeId, venueSymbol } from '../../../domain/ids.js';
import type { Side } from '../../../domain/origin.js';
import type { BinanceFrames } from './decode.js';

/**
 * Reads depth updates and trades whose text is just as Binance writes it, alone or in a combined stream. What it gives is
 * what {@link decodeBinance} gives, for a fifth of the time of JSON.parse.
 */
export const scanBinance = (frames: BinanceFrames): NonNullable<MarketDataVenue['scan']> =>
  scanFrames([depthUpdate(frames), aggTrade(frames)]);

/** A raw event, or one in a combined stream, which is what our plans ask for. */
const shapesOf = (event: readonly FramePart[]): readonly (readonly FramePart[])[] => [
  shape`{"stream":"${ANY_TEXT}","data":${event}}`,
  event,
];

/** The pair of a contract and its kind, since USD-M and COIN-M were merged in 2026. */
const PAIR = optional`,"ps":"${ANY_TEXT}"`;
const KIND = optional`,"st":${ANY_INTEGER}`;

function depthUpdate({ venue, linked }: BinanceFrames): FrameKind {
  const time = new IntegerField();
  const first = new IntegerField();
  const last = new IntegerField();
  const previous = new IntegerField();
  const symbol = new TextField();
  const bids = new LevelsField();
  const asks = new LevelsField();
  const sides = shape`"b":${bids},"a":${asks}`;
  const event = linked
    ? shape`{"e":"depthUpdate","E":${time},"T":${ANY_INTEGER},"s":"${symbol}"${PAIR}${KIND},
        "U":${first},"u":${last},"pu":${previous},${sides}}`
    : shape`{"e":"depthUpdate","E":${time},"s":"${symbol}","U":${first},"u":${last},${sides}}`;
  return {
    shapes: shapesOf(event),
    contents: (frame) => [
      {
        _tag: 'diff',
        venue,
        symbol: venueSymbol(symbol.value),
        connection: frame.connection,
        venueTime: fromWireTime(time.value),
        receivedAt: frame.receivedAt,
        firstId: first.value,
        lastId: last.value,
        previousId: linked ? previous.value : undefined,
        bids: bids.value,
        asks: asks.value,
        checksum: undefined,
      },
    ],
  };
}

/** The quantity without that of orders of retail price improvement, since 2026. */
const WITHOUT_IMPROVED = optional`"nq":"${ANY_TEXT}",`;

const ANY_BOOLEAN = new WordField(['true', true], ['false', false]);

function aggTrade({ venue, linked }: BinanceFrames): FrameKind {
  const symbol = new TextField();
  const id = new IntegerField();
  const price = new DecimalField();
  const size = new DecimalField();
  const time = new IntegerField();
  const side = new WordField<Side>(['true', 'sell'], ['false', 'buy']);
  const start = shape`{"e":"aggTrade","E":${ANY_INTEGER}`;
  const numbers = shape`"f":${ANY_INTEGER},"l":${ANY_INTEGER},"T":${time},"m":${side}`;
  const event = linked
    ? shape`${start},"a":${id},"s":"${symbol}","p":"${price}","q":"${size}",${WITHOUT_IMPROVED}${numbers}${KIND}}`
    : shape`${start},"s":"${symbol}","a":${id},"p":"${price}","q":"${size}",${numbers},"M":${ANY_BOOLEAN}}`;
  return {
    shapes: shapesOf(event),
    contents: (frame) => [
      {
        _tag: 'trade',
        venue,
        symbol: venueSymbol(symbol.value),
        connection: frame.connection,
        venueTime: fromWireTime(time.value),
        receivedAt: frame.receivedAt,
        id: tradeId(String(id.value)),
        price: new Decimal(price.value),
        size: new Decimal(size.value),
        // The buyer is the maker: the taker sold.
        side: side.value,
      },
    ],
  };
}
