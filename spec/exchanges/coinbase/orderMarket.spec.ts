import { expect } from 'chai';
import fc from 'fast-check';
import { defer, map, of, Subject, take, tap, timer } from 'rxjs';

import type { BookState } from '../../../src/book/index.js';
import { decodeFrame, decodeFrames, marketMessages, orderBooks } from '../../../src/connector/index.js';
import { venueSymbol, type AnySnapshot, type Frame } from '../../../src/domain/index.js';
import { coinbaseVenue } from '../../../src/exchanges/coinbase/index.js';
import { dropSome, duplicateSome, reorderSome } from '../../../src/testing/index.js';
import { seeds } from '../../support/faultLaws.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';
import { plainBook } from '../../support/plainBook.js';
import { answerFrame, streamFrame } from '../frames.js';
import { PRODUCT, type OrderMarket } from './modelExchange.js';
import { orderMarket } from './orderMarket.js';

const venue = coinbaseVenue({ book: 'full' });
const SNAPSHOT_URL = venue.requestSnapshot!(venueSymbol(PRODUCT)).url;

const answerAt = ({ answerAt: answer }: OrderMarket, sequence: number): Frame =>
  answerFrame(SNAPSHOT_URL, answer(sequence));

/** The snapshot as it is decoded, for pipelines that ask for it. */
function snapshotAt(market: OrderMarket, sequence: number): AnySnapshot {
  const [content] = decodeFrame(venue, answerAt(market, sequence));
  if (content?._tag !== 'orderSnapshot') throw new Error(`no snapshot: ${content?._tag}`);
  return content;
}

/** The sequence of a book that says that it is live, where it is the exchange's at that; undefined of all others. */
function trueAt(state: BookState | undefined, { levelsAt }: OrderMarket): number | undefined {
  if (state?.status !== 'live') return undefined;
  const sequence = Number(state.book.lastId);
  expect(plainBook(state.book)).to.deep.equal(levelsAt(sequence));
  return sequence;
}

describe("A book of Coinbase's full channel", () => {
  it("is the exchange's after every frame, wherever the stream begins and the snapshot falls", () => {
    fc.assert(
      fc.property(orderMarket, fc.nat(), fc.nat(), fc.nat(), (market, begin, cut, delivery) => {
        const { start, sent } = market;
        const before = (place: number) => (place === 0 ? start : sent[place - 1]!.sequence);
        const from = begin % sent.length;
        const delivered = from + (delivery % (sent.length - from + 1));
        const asked = from + (cut % (delivered - from + 1));
        const frames$ = new Subject<Frame>();
        let state: BookState | undefined;
        const subscription = frames$
          .pipe(decodeFrames(venue), marketMessages(), orderBooks(venue))
          .subscribe(({ value }) => (state = value));
        const check = (sequence: number) => expect(trueAt(state, market)).to.equal(sequence);
        for (const [place, { message, sequence }] of [...sent.entries()].slice(from)) {
          if (place === delivered) {
            frames$.next(answerAt(market, before(asked)));
            check(before(place));
          }
          frames$.next(streamFrame(message));
          if (place >= delivered) check(sequence);
        }
        if (delivered === sent.length) frames$.next(answerAt(market, before(asked)));
        check(before(sent.length));
        subscription.unsubscribe();
      }),
      { numRuns: 300 },
    );
  });

  it('is never live and another, whatever is lost, repeated or late, and lives again afterwards', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(orderMarket, seeds, (market, seed) => {
        const { start, sent } = market;
        const isEarly = ({ receivedAt }: Frame) => receivedAt < sent.length - 12;
        const faulty = { seed, rate: 0.08, only: isEarly };
        let now = start;
        let last: BookState | undefined;
        inVirtualTime(({ flush }) => {
          timer(0, 10)
            .pipe(
              take(sent.length),
              tap((place) => (now = sent[place]!.sequence)),
              map((place) => streamFrame(sent[place]!.message, place)),
              dropSome(faulty),
              duplicateSome({ ...faulty, after: [0, 4] }),
              reorderSome({ ...faulty, by: 3 }),
              decodeFrames(venue),
              marketMessages(),
              orderBooks(venue, {
                snapshots: {
                  request: () => defer(() => of(snapshotAt(market, now))),
                  firstDelayMs: 5,
                  maxDelayMs: 15,
                },
              }),
            )
            .subscribe(({ value }) => {
              trueAt(value, market);
              seen.add(value.status === 'gap' ? value.cause._tag : value.status);
              last = value;
            });
          flush();
        });
        expect(trueAt(last, market)).to.equal(sent.at(-1)!.sequence);
      }),
      { numRuns: 150 },
    );
    expect([...seen]).to.include.members(['live', 'syncing', 'diffGap']);
  });
});
