import { Int32Field, IsoTimeScanner, shape, TextField, TimeField } from '../../codec/index.js';
import { scanFrames, type FrameKind } from '../../connector/index.js';
import { venueSymbol } from '../../domain/ids.js';
import { levelRows } from '../shared/okx/index.js';
import { isBookTable, OKEX_V3 } from './decode.js';

function bookUpdate(): FrameKind {
  const table = new TextField();
  const symbol = new TextField();
  const asks = levelRows();
  const bids = levelRows();
  const time = new TimeField(new IsoTimeScanner());
  const checksum = new Int32Field();
  return {
    shapes: [
      shape`{"table":"${table}","action":"update","data":[
        {"instrument_id":"${symbol}","asks":${asks},"bids":${bids},"timestamp":"${time}","checksum":${checksum}}]}`,
    ],
    contents: (frame) =>
      isBookTable(table.value)
        ? [
            {
              _tag: 'diff',
              venue: OKEX_V3,
              symbol: venueSymbol(symbol.value),
              connection: frame.connection,
              venueTime: time.value,
              receivedAt: frame.receivedAt,
              firstId: undefined,
              lastId: undefined,
              previousId: undefined,
              bids: bids.levels,
              asks: asks.levels,
              checksum: checksum.value,
            },
          ]
        : undefined,
  };
}

/** Reads updates of books from their texts, where they are just as the venue wrote them. */
export const scanOkexV3 = scanFrames([bookUpdate()]);
