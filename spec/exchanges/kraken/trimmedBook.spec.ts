import { expect } from 'chai';
import fc from 'fast-check';
import { filter, from, map, pipe, toArray } from 'rxjs';

import { buildBook, routeByInstrument, verifyChecksum, type BookState } from '../../../src/book/index.js';
import { decodeFrames } from '../../../src/connector/index.js';
import type { MarketMessage } from '../../../src/domain/index.js';
import { kraken } from '../../../src/exchanges/kraken/index.js';
import { sequenceBy } from '../../../src/sequence/index.js';
import { RECEIVED_AT, streamFrame } from '../frames.js';
import { GONE, VenueBook, type Change } from './venueBook.js';

const ticks = (count: number): string => `0.${String(4_000 + count * 5).padStart(5, '0')}`;
const ask = (at: number, size = '0.50000000'): Change => ({ side: 'asks', price: ticks(200 + at), size });
const bid = (at: number, size = '0.50000000'): Change => ({ side: 'bids', price: ticks(199 - at), size });

/** Frames through the whole pipeline that a program would build; the states of the one instrument. */
function statesOf(frames: readonly string[]): readonly BookState[] {
  const states: BookState[] = [];
  from(frames)
    .pipe(
      map((text, at) => streamFrame(text, RECEIVED_AT + at)),
      decodeFrames(kraken),
      filter((content): content is MarketMessage => content._tag === 'snapshot' || content._tag === 'diff'),
      routeByInstrument(() =>
        pipe(sequenceBy(kraken.continuity), buildBook(), verifyChecksum(kraken.checksum!)),
      ),
      map(({ value }) => value),
      toArray(),
    )
    .subscribe((all) => states.push(...all));
  return states;
}

/** The levels of a live book in wire text, best first; the status of one that is not live. */
function sidesOf(state: BookState | undefined): unknown {
  if (state?.status !== 'live') return state?.status;
  const textsOf = (side: 'asks' | 'bids') =>
    Array.from(state.book[side], (level) => [level.priceWireText, level.sizeWireText]);
  return { asks: textsOf('asks'), bids: textsOf('bids') };
}

const sent = (venue: VenueBook) => ({ asks: venue.best('asks'), bids: venue.best('bids') });

describe("Kraken's book at depth 10", () => {
  const eleven = Array.from({ length: 11 }, (_, at) => [ask(at), bid(at)]).flat();

  it('starts with the ten best levels', () => {
    const venue = new VenueBook(10, eleven);
    const [state, ...more] = statesOf([venue.snapshotFrame()]);
    expect(more).to.deep.equal([]);
    expect(sidesOf(state)).to.deep.equal(sent(venue));
    expect(venue.best('asks')).to.have.lengthOf(10);
  });

  it('takes in the eleventh level when it comes into the ten, marked r', () => {
    const venue = new VenueBook(10, eleven);
    const frames = [venue.snapshotFrame(), venue.change(ask(0, GONE))!];
    expect(frames[1])
      .to.include(`["${ticks(210)}","0.50000000"`)
      .and.to.include(',"r"]');
    const states = statesOf(frames);
    expect(states.map(({ status }) => status)).to.deep.equal(['live', 'live']);
    expect(sidesOf(states[1])).to.deep.equal(sent(venue));
  });

  it('trims the level that falls out, for it may be gone when room for it comes again', () => {
    const venue = new VenueBook(10, eleven.slice(0, 20));
    const frames = [
      venue.snapshotFrame(),
      // A better ask: the worst of the ten falls out, and no word of it.
      venue.change(ask(-1, '2.00000000')),
      // It goes while out of sight: no frame at all.
      venue.change(ask(9, GONE)),
      // Room for a tenth level, and none there: a book that kept the fallen one would have it now.
      venue.change(ask(-1, GONE)),
    ];
    expect(frames[2]).to.equal(undefined);
    const states = statesOf(frames.filter((frame) => frame !== undefined));
    expect(states.map(({ status }) => status)).to.deep.equal(['live', 'live', 'live']);
    expect(sidesOf(states[2])).to.deep.equal(sent(venue));
    expect(venue.best('asks')).to.have.lengthOf(9);
  });

  it('has the new size of a level that changed while out of sight and comes back', () => {
    const venue = new VenueBook(10, eleven.slice(0, 20));
    const frames = [
      venue.snapshotFrame(),
      venue.change(bid(-1)),
      venue.change(bid(9, '7.00000000')),
      venue.change(bid(-1, GONE)),
    ].filter((frame) => frame !== undefined);
    expect(frames).to.have.lengthOf(3);
    const states = statesOf(frames);
    expect(sidesOf(states[2])).to.deep.equal(sent(venue));
    expect(venue.best('bids')[9]).to.deep.equal([ticks(190), '7.00000000']);
  });

  it('applies both payloads of a frame before it compares', () => {
    const venue = new VenueBook(10, eleven);
    const both = venue.change(ask(3, '1.25000000'), bid(4, GONE), bid(0, '9.00000000'))!;
    expect(JSON.parse(both)).to.have.lengthOf(5);
    const first = new VenueBook(10, eleven).snapshotFrame();
    const states = statesOf([first, both]);
    expect(states.map(({ status }) => status)).to.deep.equal(['live', 'live']);
    expect(sidesOf(states[1])).to.deep.equal(sent(venue));
  });

  it('is invalid from the frame on whose checksum fails, until the next snapshot', () => {
    const venue = new VenueBook(10, eleven);
    const snapshot = venue.snapshotFrame();
    const lost = venue.change(ask(2, '3.00000000'));
    expect(lost).to.be.a('string');
    const next = venue.change(bid(2, '4.00000000'))!;
    const expected = Number(venue.checksum());
    const after = venue.change(bid(3, '5.00000000'))!;
    const states = statesOf([snapshot, next, after, venue.snapshotFrame()]);
    expect(states.map(({ status }) => status)).to.deep.equal(['live', 'badChecksum', 'live']);
    const [, bad, anew] = states;
    if (bad?.status !== 'badChecksum') throw new Error(`not bad: ${bad?.status}`);
    // What the venue would have summed had the lost frame never been.
    const without = new VenueBook(10, eleven);
    without.change(bid(2, '4.00000000'));
    expect(bad.cause).to.deep.equal({
      _tag: 'checksumMismatch',
      expected,
      computed: Number(without.checksum()),
    });
    expect(sidesOf(anew)).to.deep.equal(sent(venue));
  });

  it("is the venue's own after every frame of any history, to the letter", () => {
    const sizes = fc.constantFrom(GONE, GONE, '0.50000000', '1.00000000', '123456.10000000', '0.00000001');
    const change = fc
      .tuple(fc.boolean(), fc.nat(24), sizes)
      .map(([isAsk, at, size]) => (isAsk ? ask(at, size) : bid(at, size)));
    const history = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 60 });
    const start = fc
      .array(change, { maxLength: 40 })
      .map((levels) => levels.filter(({ size }) => size !== GONE));
    fc.assert(
      fc.property(start, history, fc.constantFrom(10, 25), (levels, changes, depth) => {
        const venue = new VenueBook(depth, levels);
        const frames = [venue.snapshotFrame()];
        const expected = [sent(venue)];
        for (const together of changes) {
          const frame = venue.change(...together);
          if (frame === undefined) continue;
          frames.push(frame);
          expected.push(sent(venue));
        }
        expect(statesOf(frames).map(sidesOf)).to.deep.equal(expected);
      }),
      { numRuns: 200 },
    );
  });
});
