import { expect } from 'chai';
import { of, Subject } from 'rxjs';

import { connectionId, type FeedInterrupted, type SequenceId } from '../../src/domain/index.js';
import { perConnection, type ConnectionPlace } from '../../src/sequence/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

interface Frame {
  readonly connection: string;
  readonly sequence: SequenceId | undefined;
}

const placeOf = ({ connection, sequence }: Frame): ConnectionPlace | undefined =>
  sequence === undefined ? undefined : { connection: connectionId(connection), sequence, receivedAt: 7.5 };

const frame = (sequence: SequenceId | undefined, connection = 'a'): Frame => ({ connection, sequence });
const watch = () => perConnection(placeOf);
const watched = (...frames: readonly Frame[]) => outputsOf(watch(), frames);
const hole = (expected: SequenceId, actual: SequenceId, connection = 'a') => ({
  _tag: 'interrupted',
  connection,
  cause: { _tag: 'connectionGap', expected, actual },
  receivedAt: 7.5,
});
const repeated = (sequence: SequenceId, connection = 'a') => ({
  _tag: 'frameRepeated',
  connection,
  sequence,
});

describe('perConnection', () => {
  it('passes the frames that are numbered without holes, as they are, from whatever start', () => {
    const frames = [frame(5), frame(6), frame(7)];
    const passed = watched(...frames);
    for (const [at, one] of passed.entries()) expect(one).to.equal(frames[at]);
    expect(passed).to.have.length(3);
  });

  it('puts an interruption before the frame that shows a hole, and passes the frame', () => {
    expect(watched(frame(1), frame(2), frame(5), frame(6))).to.deep.equal([
      frame(1),
      frame(2),
      hole(3, 5),
      frame(5),
      frame(6),
    ]);
  });

  it('drops and tells a frame that is not above the last, and counts on from the highest', () => {
    expect(watched(frame(3), frame(3), frame(2), frame(4))).to.deep.equal([
      frame(3),
      repeated(3),
      repeated(2),
      frame(4),
    ]);
  });

  it('takes three frames in a row that seem repeated for numbers that started anew', () => {
    expect(watched(frame(50), frame(0), frame(1), frame(2), frame(3))).to.deep.equal([
      frame(50),
      repeated(0),
      repeated(1),
      hole(51, 2),
      frame(2),
      frame(3),
    ]);
    // Not where they do not follow each other, or others come between.
    expect(watched(frame(50), frame(0), frame(1), frame(3), frame(4), frame(51))).to.deep.equal([
      frame(50),
      repeated(0),
      repeated(1),
      repeated(3),
      repeated(4),
      frame(51),
    ]);
    expect(watched(frame(50), frame(0), frame(1), frame(51), frame(2), frame(3))).to.deep.equal([
      frame(50),
      repeated(0),
      repeated(1),
      frame(51),
      repeated(2),
      repeated(3),
    ]);
  });

  it('counts each connection on its own', () => {
    expect(watched(frame(1), frame(8, 'b'), frame(2), frame(10, 'b'), frame(2))).to.deep.equal([
      frame(1),
      frame(8, 'b'),
      frame(2),
      hole(9, 10, 'b'),
      frame(10, 'b'),
      repeated(2),
    ]);
  });

  it('passes frames without a number and counts past them', () => {
    expect(watched(frame(undefined), frame(1), frame(undefined), frame(2))).to.deep.equal([
      frame(undefined),
      frame(1),
      frame(undefined),
      frame(2),
    ]);
  });

  it('counts across 2^53', () => {
    const ids: readonly SequenceId[] = [9007199254740991, 9007199254740992n, 9007199254740993n];
    expect(watched(...ids.map((id) => frame(id)))).to.deep.equal(ids.map((id) => frame(id)));
    expect(watched(frame(9007199254740992n), frame(9007199254740994n))[1]).to.deep.equal(
      hole(9007199254740993n, 9007199254740994n),
    );
    expect(watched(frame(7n), frame(8), frame(8n))).to.deep.equal([frame(7n), frame(8), repeated(8n)]);
  });

  it('keeps order where an output brings the next frame at once', () => {
    const source$ = new Subject<Frame>();
    const seen: unknown[] = [];
    source$.pipe(watch()).subscribe((output) => {
      seen.push(output);
      if ('_tag' in output) source$.next(frame(6));
    });
    source$.next(frame(1));
    source$.next(frame(5));
    expect(seen).to.deep.equal([frame(1), hole(2, 5), frame(5), frame(6)]);
  });

  it('fails where the reader of places throws', () => {
    const broken = () => {
      throw new RangeError('no place');
    };
    let failure: unknown;
    of(frame(1))
      .pipe(perConnection(broken))
      .subscribe({ error: (error: unknown) => (failure = error) });
    expect(failure).to.be.instanceOf(RangeError);
  });

  itKeepsTheChecklist(watch, [frame(1), frame(2), frame(5), frame(5)]);

  it('starts anew after an interruption of the connection', () => {
    const connection = connectionId('c1');
    const interrupted: FeedInterrupted = {
      _tag: 'interrupted',
      connection,
      cause: { _tag: 'disconnected', reason: 'closed' },
      receivedAt: 3,
    };
    const frames = [{ sequence: 7 }, interrupted, { sequence: 1 }, { sequence: 2 }];
    const outputs = outputsOf(
      perConnection((frame: { sequence: number } | FeedInterrupted) =>
        'sequence' in frame ? { connection, sequence: frame.sequence, receivedAt: 0 } : undefined,
      ),
      frames,
    );
    expect(outputs).to.deep.equal(frames);
  });
});
