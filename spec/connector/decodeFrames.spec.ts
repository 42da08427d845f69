import { expect } from 'chai';
import * as E from 'fp-ts/lib/Either.js';
import { from, Subject, toArray } from 'rxjs';

import { shape, TextField } from '../../src/codec/index.js';
import {
  decodeFrame,
  decodeFrames,
  frameDecoder,
  scanFrames,
  type MarketDataVenue,
} from '../../src/connector/index.js';
import { connectionId, venueName, type Frame, type FrameContent } from '../../src/domain/index.js';
import { contiguousRule, stampedLocallyRule } from '../../src/sequence/index.js';

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
  readBytes: undefined,
  numberOf: undefined,
  scan: ({ text }) =>
    text === '["scanned"]' ? { contents: [other('scanned')], sequence: undefined } : undefined,
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

  it('makes a bad frame of one at which the venue throws, and goes on', () => {
    const throwing: MarketDataVenue = {
      ...toy,
      decode: (json, wire) => {
        if (String(json) === 'odd') throw new TypeError('no way');
        return toy.decode(json, wire);
      },
    };
    const [content, ...more] = decodeFrame(throwing, frame('["odd"]'));
    expect(more).to.deep.equal([]);
    expect(content).to.deep.include({
      _tag: 'badFrame',
      excerpt: '["odd"]',
      faults: [
        { path: '', value: '["odd"]', expected: 'a frame that does not make its decoder throw (no way)' },
      ],
    });
    expect(decodeFrame(throwing, frame('["a"]'))).to.deep.equal([other('string a over c1')]);
  });

  it('makes a bad frame of one at which the scan of the venue throws, and goes on', () => {
    const kind = new TextField();
    const throwing: MarketDataVenue = {
      ...toy,
      scan: scanFrames([
        {
          shapes: [shape`["${kind}"]`],
          contents: () => {
            if (kind.value === 'odd') throw new TypeError('no way');
            return [other(`scanned ${kind.value}`)];
          },
        },
      ]),
    };
    expect(decodeFrame(throwing, frame('["odd"]'))).to.deep.equal([
      {
        _tag: 'badFrame',
        venue: NAME,
        connection: 'c1',
        receivedAt: 1618678132825.8188,
        faults: [
          { path: '', value: '["odd"]', expected: 'a frame that does not make its decoder throw (no way)' },
        ],
        excerpt: '["odd"]',
      },
    ]);
    expect(decodeFrame(throwing, frame('["a"]'))).to.deep.equal([other('scanned a')]);
  });

  it('cuts the excerpt to 200 characters', () => {
    const [content] = decodeFrame(toy, frame('x'.repeat(201)));
    expect(content?._tag === 'badFrame' && content.excerpt).to.equal('x'.repeat(200));
  });
});

describe('decodeFrame of a binary frame', () => {
  const binary = (bytes: Uint8Array): Frame => ({ ...frame(''), bytes });
  const utf8 = (text: string) => new TextEncoder().encode(text);

  it('reads UTF-8 where the venue says nothing else', () => {
    expect(decodeFrame(toy, binary(utf8('["é€𝄞"]')))).to.deep.equal([other('string é€𝄞 over c1')]);
    expect(decodeFrame(toy, binary(utf8('["scanned"]')))).to.deep.equal([other('scanned')]);
  });

  it('goes by the bytes, not by the text that a recorder made of them', () => {
    const both: Frame = { ...frame('["text"]'), bytes: utf8('["bytes"]') };
    expect(decodeFrame(toy, both)).to.deep.equal([other('string bytes over c1')]);
  });

  it('reads them in the way of the venue', () => {
    const reversed: MarketDataVenue = {
      ...toy,
      readBytes: (bytes) => new TextDecoder().decode(bytes.slice().reverse()),
    };
    expect(decodeFrame(reversed, binary(utf8(']"ba"[')))).to.deep.equal([other('string ab over c1')]);
    // What is wrong after that is told of the text.
    const [bad] = decodeFrame(reversed, binary(utf8('}{')));
    expect(bad?._tag === 'badFrame' && bad.excerpt).to.equal('{}');
  });

  it('is bad where its bytes are broken', () => {
    const bytes = Uint8Array.from({ length: 30 }, (_, at) => 0xff - at);
    const shown = '30 bytes: ff fe fd fc fb fa f9 f8 f7 f6 f5 f4 f3 f2 f1 f0 ef ee ed ec';
    const broken: MarketDataVenue = {
      ...toy,
      readBytes: () => {
        throw new Error('incorrect header check');
      },
    };
    expect(decodeFrame(broken, binary(bytes))).to.deep.equal([
      {
        _tag: 'badFrame',
        venue: NAME,
        connection: 'c1',
        receivedAt: 1618678132825.8188,
        faults: [{ path: '', value: shown, expected: 'its text (incorrect header check)' }],
        excerpt: shown,
      },
    ]);
    expect(decodeFrame(toy, binary(bytes)).map(({ _tag }) => _tag)).to.deep.equal(['badFrame']);
  });
});

describe('frameDecoder', () => {
  /** The first item of a frame is its number, where it is one. */
  const numbered: MarketDataVenue = {
    ...toy,
    numberOf: (json) => (Array.isArray(json) && typeof json[0] === 'number' ? json[0] : undefined),
  };
  const over = (connection: string, text: string): Frame => ({
    ...frame(text),
    connection: connectionId(connection),
  });
  const tagsOf = (contents: readonly FrameContent[]) => contents.map(({ _tag }) => _tag);

  it('puts an interruption of the connection before the frame that shows a hole', () => {
    const decode = frameDecoder(numbered);
    expect(tagsOf(decode(frame('[4,"a"]')))).to.deep.equal(['other', 'other']);
    expect(tagsOf(decode(frame('[5]')))).to.deep.equal(['other']);
    expect(decode(frame('[7,"a"]'))).to.deep.equal([
      {
        _tag: 'interrupted',
        connection: 'c1',
        cause: { _tag: 'connectionGap', expected: 6, actual: 7 },
        receivedAt: 1618678132825.8188,
      },
      other('number 7 over c1'),
      other('string a over c1'),
    ]);
    expect(tagsOf(decode(frame('[8]')))).to.deep.equal(['other']);
  });

  it('takes the number of a frame at which the scan throws', () => {
    const throwing: MarketDataVenue = {
      ...numbered,
      scan: ({ text }) => {
        if (text === '[5]') throw new Error('no way');
        return undefined;
      },
    };
    const decode = frameDecoder(throwing);
    const texts = ['[4]', '[5]', '[6]', '[8]'];
    expect(texts.map((text) => tagsOf(decode(frame(text))))).to.deep.equal([
      ['other'],
      ['badFrame'],
      ['other'],
      ['interrupted', 'other'],
    ]);
    expect(tagsOf(decode(frame('[5]')))).to.deep.equal(['frameRepeated']);
  });

  it('drops a frame that was seen before, whole', () => {
    const decode = frameDecoder(numbered);
    decode(frame('[4]'));
    decode(frame('[5]'));
    const repeated = [{ _tag: 'frameRepeated', connection: 'c1', sequence: 4 }];
    expect(decode(frame('[4,"a","b"]'))).to.deep.equal(repeated);
    expect(tagsOf(decode(frame('[6]')))).to.deep.equal(['other']);
  });

  it('watches each connection by itself, and passes frames without a number', () => {
    const decode = frameDecoder(numbered);
    const frames = [
      over('a', '[1]'),
      over('b', '[9]'),
      over('a', '["x"]'),
      over('b', '[10]'),
      over('a', '[2]'),
    ];
    expect(frames.flatMap((each) => tagsOf(decode(each)))).to.deep.equal(frames.map(() => 'other'));
    expect(tagsOf(decode({ ...over('a', '[9]'), via: 'request' }))).to.deep.equal(['other']);
  });

  it('interrupts the connection before a bad frame where nothing else would show what was lost', () => {
    const noIds: MarketDataVenue = { ...toy, continuity: stampedLocallyRule };
    const bad = frame('{}');
    expect(frameDecoder(noIds)(bad)).to.deep.equal([
      { _tag: 'interrupted', connection: 'c1', cause: { _tag: 'frameLost' }, receivedAt: bad.receivedAt },
      ...decodeFrame(noIds, bad),
    ]);
    expect(tagsOf(frameDecoder(noIds)(frame('{')))).to.deep.equal(['interrupted', 'badFrame']);
    expect(tagsOf(frameDecoder(noIds)(frame('["a"]')))).to.deep.equal(['other']);
    expect(tagsOf(frameDecoder(noIds)({ ...bad, via: 'request' }))).to.deep.equal(['badFrame']);
    expect(tagsOf(frameDecoder(toy)(bad))).to.deep.equal(['badFrame']);
    // A checksum covers the best levels only.
    expect(tagsOf(frameDecoder({ ...noIds, checksum: () => 0 })(bad))).to.deep.equal([
      'interrupted',
      'badFrame',
    ]);
  });

  it('judges what was read from the text for its place, with what was decoded between', () => {
    // `#4 a` is the text of a frame that is scanned, with its number.
    const scanning: MarketDataVenue = {
      ...numbered,
      scan: ({ text }) => {
        const [, sequence, kind] = /^#(\d*) (.*)$/.exec(text) ?? [];
        if (kind === undefined) return undefined;
        return { contents: [other(kind)], sequence: sequence === '' ? undefined : Number(sequence) };
      },
    };
    const decode = frameDecoder(scanning);
    const told = (text: string, connection = 'c1') =>
      decode(over(connection, text)).map((content) =>
        content._tag === 'other' ? content.kind : content._tag,
      );
    expect(told('#4 a')).to.deep.equal(['a']);
    expect(told('[5]')).to.deep.equal(['number 5 over c1']);
    expect(told('#6 b')).to.deep.equal(['b']);
    expect(told('# none')).to.deep.equal(['none']);
    expect(told('#8 c')).to.deep.equal(['interrupted', 'c']);
    expect(told('#8 c')).to.deep.equal(['frameRepeated']);
    expect(told('[6]')).to.deep.equal(['frameRepeated']);
    expect(told('#4 d', 'c2')).to.deep.equal(['d']);
    expect(told('[9]')).to.deep.equal(['number 9 over c1']);
    expect(decode({ ...over('c1', '#99 e'), via: 'request' })).to.deep.equal([other('e')]);
    expect(decodeFrame(scanning, frame('#99 e'))).to.deep.equal([other('e')]);
  });

  it('counts a frame that is bad for other reasons', () => {
    const strict: MarketDataVenue = {
      ...numbered,
      decode: (json, wire) => (String(json) === '5' ? E.left([]) : toy.decode(json, wire)),
    };
    const decode = frameDecoder(strict);
    expect(['[4]', '[5]', '[6]'].flatMap((text) => tagsOf(decode(frame(text))))).to.deep.equal([
      'other',
      'badFrame',
      'other',
    ]);
  });

  it('keeps nothing from one decoder, or subscription, to the next', () => {
    const counts = [1, 2].map(() => {
      const tags: string[] = [];
      from(['[1]', '[3]'].map(frame))
        .pipe(decodeFrames(numbered))
        .subscribe(({ _tag }) => tags.push(_tag));
      return tags;
    });
    expect(counts).to.deep.equal([
      ['other', 'interrupted', 'other'],
      ['other', 'interrupted', 'other'],
    ]);
    expect(tagsOf(decodeFrame(numbered, frame('[3]')))).to.deep.equal(['other']);
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
