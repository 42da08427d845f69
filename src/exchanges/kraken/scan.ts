import { Decimal } from 'decimal.js';

import {
  ANY_INTEGER,
  ANY_TEXT,
  DecimalField,
  IntegerField,
  ListField,
  PRICE,
  row,
  RowsField,
  SecondsScanner,
  shape,
  SIZE,
  TextField,
  TimeField,
  WordField,
} from '../../codec/index.js';
import { scanFrames, type FrameKind } from '../../connector/index.js';
import { venueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import { KRAKEN, latest } from './decode.js';

/** `[["price","volume","time"],...]`, of which a row that is told again has an `r`. The texts are for the checksum. */
const rows = (): RowsField =>
  new RowsField(row`["${PRICE}","${SIZE}","${{ time: new SecondsScanner() }}"${{ optional: ',"r"' }}]`, {
    keepText: true,
  });

function bookUpdate(): FrameKind {
  const asks = rows();
  const bids = rows();
  const checksum = new IntegerField();
  const symbol = new TextField();
  const end = shape`,"c":"${checksum}"},"book-${ANY_INTEGER}","${symbol}"]`;
  return {
    shapes: [
      shape`[${ANY_INTEGER},{"b":${bids}${end}`,
      shape`[${ANY_INTEGER},{"a":${asks}${end}`,
      shape`[${ANY_INTEGER},{"a":${asks}},{"b":${bids}${end}`,
    ],
    contents: (frame) =>
      checksum.value > 0xffffffff
        ? undefined
        : [
            {
              _tag: 'diff',
              venue: KRAKEN,
              symbol: venueSymbol(symbol.value),
              connection: frame.connection,
              venueTime: latest(asks.time, bids.time),
              receivedAt: frame.receivedAt,
              firstId: undefined,
              lastId: undefined,
              previousId: undefined,
              bids: bids.levels,
              asks: asks.levels,
              checksum: checksum.value,
            },
          ],
  };
}

function trade(): FrameKind {
  const price = new DecimalField();
  const size = new DecimalField();
  const time = new TimeField(new SecondsScanner());
  const side = new WordField<Side>(['b', 'buy'], ['s', 'sell']);
  const symbol = new TextField();
  const fills = new ListField(
    shape`["${price}","${size}","${time}","${side}","${ANY_TEXT}","${ANY_TEXT}"]`,
    () => ({
      price: new Decimal(price.value),
      size: new Decimal(size.value),
      time: time.value,
      side: side.value,
    }),
  );
  return {
    shapes: [shape`[${ANY_INTEGER},${fills},"trade","${symbol}"]`],
    contents: (frame) =>
      fills.items.map((fill) => ({
        _tag: 'trade',
        venue: KRAKEN,
        symbol: venueSymbol(symbol.value),
        connection: frame.connection,
        venueTime: fill.time,
        receivedAt: frame.receivedAt,
        id: undefined,
        price: fill.price,
        size: fill.size,
        side: fill.side,
      })),
  };
}

/** Reads diffs of books and trades from their texts, where they are just as Kraken writes them. */
export const scanKraken = scanFrames([bookUpdate(), trade()]);
