import { Decimal } from 'decimal.js';

import {
  ANY_INTEGER,
  ANY_TEXT,
  DecimalField,
  Int32Field,
  IntegerField,
  ListField,
  optional,
  shape,
  TextField,
  WordField,
} from '../../codec/index.js';
import { scanFrames, type FrameKind } from '../../connector/index.js';
import { tradeId, venueSymbol } from '../../domain/ids.js';
import type { Trade } from '../../domain/messages.js';
import type { Side } from '../../domain/origin.js';
import { levelRows } from '../shared/okx/index.js';
import { BOOK_LEVELS, checksumOf, OKX } from './decode.js';

function bookUpdate(): FrameKind {
  const channel = new TextField();
  const symbol = new TextField();
  const asks = levelRows();
  const bids = levelRows();
  const time = new IntegerField();
  const checksum = new Int32Field();
  const id = new IntegerField();
  const previous = new IntegerField();
  const start = shape`{"arg":{"channel":"${channel}","instId":"${symbol}"},"action":"update","data":[
    {"asks":${asks},"bids":${bids}${optional`,"instId":"${ANY_TEXT}"`},"ts":"${time}"${optional`,"checksum":${checksum}`}`;
  return {
    shapes: [
      // As it came in 2021 and 2022, without ids, and as it comes since.
      shape`${start}${optional`,"seqId":${id},"prevSeqId":${previous}`}}]}`,
      // As the guide has it.
      shape`${start},"prevSeqId":${previous},"seqId":${id}}]}`,
    ],
    contents: (frame) => {
      const seqId = id.given;
      // What nothing proves is at fault.
      if (!BOOK_LEVELS.has(channel.value) || (seqId === undefined && checksum.given === undefined))
        return undefined;
      return [
        {
          _tag: 'diff',
          venue: OKX,
          symbol: venueSymbol(symbol.value),
          connection: frame.connection,
          venueTime: time.value,
          receivedAt: frame.receivedAt,
          firstId: seqId,
          lastId: seqId,
          previousId: previous.given,
          bids: bids.levels,
          asks: asks.levels,
          checksum: checksumOf({ checksum: checksum.given, seqId }),
        },
      ];
    },
  };
}

function trades(): FrameKind {
  const symbol = new TextField();
  const id = new TextField();
  const price = new DecimalField();
  const size = new DecimalField();
  const side = new WordField<Side>(['buy', 'buy'], ['sell', 'sell']);
  const time = new IntegerField();
  const fills = new ListField(
    shape`{"instId":"${symbol}","tradeId":"${id}","px":"${price}","sz":"${size}","side":"${side}","ts":"${time}"
      ${optional`,"count":"${ANY_TEXT}"`}${optional`,"source":"${ANY_TEXT}"`}${optional`,"seqId":${ANY_INTEGER}`}}`,
    () => ({
      symbol: venueSymbol(symbol.value),
      venueTime: time.value,
      id: tradeId(id.value),
      price: new Decimal(price.value),
      size: new Decimal(size.value),
      side: side.value,
    }),
  );
  return {
    shapes: [shape`{"arg":{"channel":"trades","instId":"${ANY_TEXT}"},"data":${fills}}`],
    contents: ({ connection, receivedAt }) =>
      fills.items.map((fill): Trade => ({
        _tag: 'trade',
        venue: OKX,
        symbol: fill.symbol,
        connection,
        venueTime: fill.venueTime,
        receivedAt,
        id: fill.id,
        price: fill.price,
        size: fill.size,
        side: fill.side,
      })),
  };
}

/** Reads updates of books and trades from their texts, where they are just as OKX writes them. */
export const scanOkx = scanFrames([bookUpdate(), trades()]);
