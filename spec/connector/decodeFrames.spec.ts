import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';
import { from, Subject, toArray } from 'rxjs';

import { decodeFrame, decodeFrames, type MarketDataVenue } from '../../src/connector/index.js';
import { connectionId, venueName, type Frame, type FrameContent } from '../../src/domain/index.js';
import { contiguousRule } from '../../src/sequence/index.js';

const NAME = venueName('toy');
const other = (kind: string): FrameContent => ({ _tag: 'other', venue: NAME, kind });

/** A venue whose frames are lists of texts, each of them a content. */
const toy: MarketDataVenue = {
  name: NAME,
  title: 'Toy',
  recordings: [],
  json: 'native',
  limits: {
    streamsPerConnection: undefined,
    framesPerSecond: undefined,
    connectionAttempts: undefined,
    connectionLifetimeMs: undefined,
    requestWeight: undefined,
  },
  continuity: contiguousRule,
  checksum: undefined,
  subscribe: () => [],
  unsubscribe: () => [],
  requestSnapshot: undefined,
  requestListings: () => ({ method: 'GET', url: 'https://toy.test', weight: 1 }),
  scan: ({ text }) => (text === '["scanned"]' ? [other('scanned')] : undefined),
  decode: (json, frame) =>
    Array.isArray(json)
      ? E.right(json.map((kind) => other(`${typeof kind} ${String(kind)} over ${frame.connection}`)))
      : E.left([
          { path: 'a', value: '1', expected: 'a list' },
          { path: '', value: '{}', expected: 'another list' },
        ]),
};

const frame = (text: string): Frame => ({
  text,
  via: 'stream',
  connection: connectionId('c1'),
  receivedAt: 1618678132825.8188,
});

describe('decodeFrame', () => {
  it('takes what the venue reads from the text, and decodes the rest', () => {
    expect(decodeFrame(toy, frame('["scanned"]'))).to.deep.equal([other('scanned')]);
    expect(decodeFrame(toy, frame('["decoded"]'))).to.deep.equal([
      other(`string decoded over ${frame('').connection}`),
    ]);
  });

  it('gives what the venue makes of the JSON', () => {
    expect(decodeFrame(toy, frame('["a",7]'))).to.deep.equal([
      other('string a over c1'),
      other('number 7 over c1'),
    ]);
    expect(decodeFrame(toy, frame('[]'))).to.deep.equal([]);
  });

  it("reads the JSON in the venue's way", () => {
    const text = '[9007199254740993]';
    const lossless: MarketDataVenue = { ...toy, json: 'lossless' };
    expect(decodeFrame(toy, frame(text))).to.deep.equal([other('number 9007199254740992 over c1')]);
    expect(decodeFrame(lossless, frame(text))).to.deep.equal([other('bigint 9007199254740993 over c1')]);
  });

  it('makes one bad frame of all the faults that the venue finds', () => {
    expect(decodeFrame(toy, frame('{"a":1}'))).to.deep.equal([
      {
        _tag: 'badFrame',
        venue: NAME,
        connection: 'c1',
        receivedAt: 1618678132825.8188,
        faults: [
          { path: 'a', value: '1', expected: 'a list' },
          { path: '', value: '{}', expected: 'another list' },
        ],
        excerpt: '{"a":1}',
      },
    ]);
  });

  it('makes a bad frame of a text that is no JSON, which says where', () => {
    for (const json of ['native', 'lossless'] as const) {
      const [content, ...more] = decodeFrame({ ...toy, json }, frame('["a",'));
      expect(more).to.deep.equal([]);
      if (content?._tag !== 'badFrame') throw new Error(`not bad: ${content?._tag}`);
      expect(content.venue).to.equal('toy');
      expect(content.excerpt).to.equal('["a",');
      expect(content.faults).to.have.lengthOf(1);
      expect(content.faults[0]).to.include({ path: '', value: JSON.stringify('["a",') });
      expect(content.faults[0]?.expected).to.match(/^JSON \(.+\)$/);
    }
  });

  it('cuts the excerpt to 200 characters', () => {
    const [content] = decodeFrame(toy, frame('x'.repeat(201)));
    expect(content?._tag === 'badFrame' && content.excerpt).to.equal('x'.repeat(200));
  });
});

describe('decodeFrames', () => {
  const tagsOf = (contents: readonly FrameContent[]) =>
    contents.map((content) => (content._tag === 'other' ? content.kind : content._tag));

  it('goes on after bad frames, and completes with the source', () => {
    let result: readonly FrameContent[] | undefined;
    from(['["a"]', '{', '["b","c"]', '{}', '[]', '["d"]'].map(frame))
      .pipe(decodeFrames(toy), toArray())
      .subscribe((contents) => (result = contents));
    expect(tagsOf(result ?? [])).to.deep.equal([
      'string a over c1',
      'badFrame',
      'string b over c1',
      'string c over c1',
      'badFrame',
      'string d over c1',
    ]);
  });

  it('emits at once, and fails with the source', () => {
    const seen: FrameContent[] = [];
    const source$ = new Subject<Frame>();
    let failure: unknown;
    source$.pipe(decodeFrames(toy)).subscribe({
      next: (content) => seen.push(content),
      error: (error) => (failure = error),
    });
    source$.next(frame('["a","b"]'));
    expect(tagsOf(seen)).to.deep.equal(['string a over c1', 'string b over c1']);
    source$.error('socket closed');
    expect(failure).to.equal('socket closed');
    expect(seen).to.have.lengthOf(2);
  });
});
