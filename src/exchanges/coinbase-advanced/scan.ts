import { Decimal } from 'decimal.js';

import {
  ANY_TEXT,
  DecimalField,
  IntegerField,
  IsoTimeScanner,
  ListField,
  optional,
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
import { bookOf, origin, tradesOf } from './decode.js';

/** The number of the frame in its connection, which every kind has. */
const number = new IntegerField();

/** What all frames have before their one event; `client_id` in the documents' examples only. */
const startOf = (channel: string) => shape`{"channel":"${channel}",${optional`"client_id":"${ANY_TEXT}",`}
  "timestamp":"${ANY_TEXT}","sequence_num":${number},"events":[{"type":"`;

function books(): FrameKind {
  const type = new WordField<'update' | 'snapshot'>(['update', 'update'], ['snapshot', 'snapshot']);
  const symbol = new TextField();
  const sides = { bid: 'bid', ask: 'offer' };
  const updates = new RowsField(
    row`{"side":"${sides}","event_time":"${{ time: new IsoTimeScanner() }}",
      "price_level":"${PRICE}","new_quantity":"${SIZE}"}`,
  );
  return {
    shapes: [shape`${startOf('l2_data')}${type}","product_id":"${symbol}","updates":${updates}}]}`],
    contents: (frame) => {
      // Zero, as in the documents' example of a snapshot, is no time.
      const time = updates.time === 0 ? undefined : updates.time;
      return [bookOf(type.value, origin(symbol.value, frame, time), updates)];
    },
  };
}

function trades(): FrameKind {
  const symbol = new TextField();
  const id = new TextField();
  const price = new DecimalField();
  const size = new DecimalField();
  const time = new TimeField(new IsoTimeScanner());
  const side = new WordField<'BUY' | 'SELL'>(['BUY', 'BUY'], ['SELL', 'SELL']);
  const fills = new ListField(
    shape`{"product_id":"${symbol}","trade_id":"${id}","price":"${price}","size":"${size}",
      "time":"${time}","side":"${side}"}`,
    () => ({
      product_id: symbol.value,
      trade_id: id.value,
      price: new Decimal(price.value),
      size: new Decimal(size.value),
      time: time.value,
      side: side.value,
    }),
  );
  return {
    shapes: [shape`${startOf('market_trades')}update","trades":${fills}}]}`],
    contents: (frame) =>
      // Without trades it is a frame of the channel, and nothing else.
      fills.items.length === 0 ? undefined : tradesOf(fills.items, frame),
  };
}

/** Reads books and trades from their texts, where they are just as Coinbase writes them. */
export const scanCoinbaseAdvanced = scanFrames([books(), trades()], number);
