import { expect } from 'chai';
import { from, map, toArray } from 'rxjs';

import type { BookState } from '../../../src/book/index.js';
import { decodeFrames, marketMessages, orderBooks } from '../../../src/connector/index.js';
import { okxRule } from '../../../src/exchanges/okx/continuity.js';
import { okx } from '../../../src/exchanges/okx/index.js';
import { RECEIVED_AT, streamFrame } from '../frames.js';

type Levels = readonly (readonly [price: string, size: string])[];

const frameOf = (action: 'snapshot' | 'update', ids: object, bids: Levels = []) => ({
  arg: { channel: 'books', instId: 'BTC-USDT' },
  action,
  data: [{ asks: [], bids, ts: '1597026383085', ...ids }],
});

const start = (seqId: number, price = '10') =>
  frameOf('snapshot', { prevSeqId: -1, seqId, checksum: 0 }, [[price, '1']]);
const next = (prevSeqId: number, seqId: number, ...bids: Levels) =>
  frameOf('update', { prevSeqId, seqId, checksum: 0 }, bids);

/** The states of the one book, through the pipeline that a program would build. */
function statesOf(payloads: readonly object[]): readonly BookState[] {
  const states: BookState[] = [];
  from(payloads)
    .pipe(
      map((payload, at) => streamFrame(payload, RECEIVED_AT + at)),
      decodeFrames(okx),
      marketMessages(),
      orderBooks(okx),
      map(({ value }) => value),
      toArray(),
    )
    .subscribe((all) => states.push(...all));
  return states;
}

/** The bids of live states, the status of others. */
const shown = (payloads: readonly object[]) =>
  statesOf(payloads).map((state) =>
    state.status === 'live'
      ? Array.from(state.book.bids, ({ priceText, sizeText }) => `${priceText} x ${sizeText}`).join(', ')
      : state.status,
  );

describe("OKX's continuity", () => {
  it('is the documented example: update, nothing new, ids anew, update', () => {
    const payloads = [
      start(10),
      next(10, 15, ['9', '2']),
      next(15, 15),
      next(15, 3, ['8', '3']),
      next(3, 5, ['9', '0']),
    ];
    expect(shown(payloads)).to.deep.equal([
      '10 x 1',
      '10 x 1, 9 x 2',
      '10 x 1, 9 x 2',
      '10 x 1, 9 x 2, 8 x 3',
      '10 x 1, 8 x 3',
    ]);
  });

  it('takes ids that start anew right after the snapshot', () => {
    expect(shown([start(10), next(10, 3, ['9', '2']), next(3, 5, ['8', '3'])])).to.deep.equal([
      '10 x 1',
      '10 x 1, 9 x 2',
      '10 x 1, 9 x 2, 8 x 3',
    ]);
  });

  it('has a gap where an update does not link, until the next snapshot', () => {
    const payloads = [start(10), next(10, 15), next(17, 20), next(20, 22), start(30, '11'), next(30, 31)];
    expect(shown(payloads)).to.deep.equal(['10 x 1', '10 x 1', 'gap', '11 x 1', '11 x 1']);
    const gap = statesOf(payloads)[2];
    expect(gap?.status === 'gap' ? gap.cause : undefined).to.deep.equal({
      _tag: 'diffGap',
      last: 15,
      firstId: 20,
      previousId: 17,
    });
  });

  it('has a gap right after a snapshot too', () => {
    expect(shown([start(10), next(12, 15)])).to.deep.equal(['10 x 1', 'gap']);
  });

  it('does not take lower ids for old news: the update with which they started anew may be lost', () => {
    expect(shown([start(10), next(10, 15), next(3, 5, ['9', '2'])])).to.deep.equal([
      '10 x 1',
      '10 x 1',
      'gap',
    ]);
  });

  it('drops what came before the snapshot, whatever its ids, and starts anew', () => {
    const payloads = [next(95, 99, ['7', '7']), start(10), next(10, 11, ['9', '2'])];
    expect(shown(payloads).slice(-2)).to.deep.equal(['10 x 1', '10 x 1, 9 x 2']);
  });

  it('starts anew with each snapshot, be its id lower', () => {
    expect(shown([start(10), start(5, '11'), next(5, 6, ['9', '2'])])).to.deep.equal([
      '10 x 1',
      '11 x 1',
      '11 x 1, 9 x 2',
    ]);
  });

  it('goes by the stamp and the checksum where there are no ids', () => {
    // python3: zlib.crc32 of b'10:1', b'10:1:9:2', b'10:1:9:2:8:3', with a sign
    const [first, second, third] = [969898763, -455813882, -490126621];
    const payloads = [
      frameOf('snapshot', { checksum: first }, [['10', '1']]),
      frameOf('update', { checksum: second }, [['9', '2']]),
      frameOf('update', { checksum: third }, [['8', '3']]),
    ];
    expect(shown(payloads)).to.deep.equal(['10 x 1', '10 x 1, 9 x 2', '10 x 1, 9 x 2, 8 x 3']);
    expect(shown([payloads[0]!, payloads[2]!])).to.deep.equal(['10 x 1', 'badChecksum']);
  });

  it('checks a checksum beside ids as well', () => {
    const wrong = frameOf('update', { prevSeqId: 10, seqId: 11, checksum: 1 }, [['9', '2']]);
    expect(shown([start(10), wrong])).to.deep.equal(['10 x 1', 'badChecksum']);
  });

  it('never weighs an id against a stamp', () => {
    const stamped = frameOf('snapshot', { checksum: 969898763 }, [['10', '1']]);
    expect(shown([stamped, next(10, 11)])).to.deep.equal(['10 x 1', 'gap']);
    const unlinked = frameOf('update', { checksum: 969898763 });
    expect(shown([start(10), unlinked])).to.deep.equal(['10 x 1', 'gap']);
    const half = frameOf('update', { seqId: 11, checksum: 0 });
    expect(shown([start(10), half])).to.deep.equal(['10 x 1', 'gap']);
  });

  it('keeps stamps below every id', () => {
    const [snapshot] = statesOf([start(0)]);
    expect(snapshot?.status).to.equal('live');
    for (const receivedAt of [0, 0.5, RECEIVED_AT]) {
      const position = okxRule.snapshotPosition({ lastId: undefined, receivedAt } as never);
      expect(position! < 0).to.equal(true);
    }
  });
});
