import { Decimal } from 'decimal.js';

import {
  ANY_INTEGER,
  ANY_TEXT,
  DecimalField,
  IntegerField,
  IsoTimeScanner,
  PRICE,
  row,
  RowsField,
  shape,
  SIZE,
  TextField,
  TimeField,
  WordField,
} from '../../codec/index.js';
import { scanFrames, type FrameKind } from '../../connector/index.js';
import { tradeId, venueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import { COINBASE } from './decode.js';

function levelUpdate(): FrameKind {
  const symbol = new TextField();
  const changes = new RowsField(row`["${{ bid: 'buy', ask: 'sell' }}","${PRICE}","${SIZE}"]`);
  const time = new TimeField(new IsoTimeScanner());
  return {
    shapes: [shape`{"type":"l2update","product_id":"${symbol}","changes":${changes},"time":"${time}"}`],
    contents: (frame) => [
      {
        _tag: 'diff',
        venue: COINBASE,
        symbol: venueSymbol(symbol.value),
        connection: frame.connection,
        venueTime: time.value,
        receivedAt: frame.receivedAt,
        firstId: undefined,
        lastId: undefined,
        previousId: undefined,
        bids: changes.bids,
        asks: changes.asks,
        checksum: undefined,
      },
    ],
  };
}

function match(): FrameKind {
  const id = new IntegerField();
  // The venue tells the maker's side.
  const side = new WordField<Side>(['sell', 'buy'], ['buy', 'sell']);
  const size = new DecimalField();
  const price = new DecimalField();
  const symbol = new TextField();
  const time = new TimeField(new IsoTimeScanner());
  return {
    shapes: [
      shape`{"type":"match","trade_id":${id},"maker_order_id":"${ANY_TEXT}","taker_order_id":"${ANY_TEXT}",
        "side":"${side}","size":"${size}","price":"${price}","product_id":"${symbol}",
        "sequence":${ANY_INTEGER},"time":"${time}"}`,
    ],
    contents: (frame) => [
      {
        _tag: 'trade',
        venue: COINBASE,
        symbol: venueSymbol(symbol.value),
        connection: frame.connection,
        venueTime: time.value,
        receivedAt: frame.receivedAt,
        id: tradeId(String(id.value)),
        price: new Decimal(price.value),
        size: new Decimal(size.value),
        side: side.value,
      },
    ],
  };
}

/** Reads updates of levels and trades from their texts, where they are just as Coinbase writes them. */
export const scanLevels = scanFrames([levelUpdate(), match()]);
