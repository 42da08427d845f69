import { expect } from 'chai';

import { IntegerField, ListField, TextField } from '../../src/codec/index.js';
import { otherFrame, scanFrames, type FrameKind } from '../../src/connector/index.js';
import { connectionId, venueName, type Frame } from '../../src/domain/index.js';

const frame = (text: string, via: Frame['via'] = 'stream'): Frame => ({
  text,
  via,
  connection: connectionId('c1'),
  receivedAt: 1,
});

const number = new IntegerField();

function kind(name: string): FrameKind {
  const value = new TextField();
  return {
    shapes: [
      [`{"n":`, number, `,"${name}":"`, value, '"}'],
      [`{"${name}":"`, value, '"}'],
    ],
    contents: () =>
      value.value === 'odd' ? undefined : [otherFrame(venueName('toy'), `${name} ${value.value}`)],
  };
}

const kinds = [kind('a'), kind('b')];
const read = (text: string) => {
  const scanned = scanFrames(kinds, number)(frame(text));
  return scanned && [scanned.contents.map((content) => 'kind' in content && content.kind), scanned.sequence];
};

describe('scanFrames', () => {
  it('reads each kind of frames, in any of its shapes, with the number that it may have', () => {
    expect(read('{"n":7,"a":"x"}')).to.deep.equal([['a x'], 7]);
    expect(read('{"n":8,"b":"y"}')).to.deep.equal([['b y'], 8]);
    expect(read('{"b":"z"}')).to.deep.equal([['b z'], undefined]);
    expect(scanFrames(kinds)(frame('{"n":7,"a":"x"}'))?.sequence).to.equal(undefined);
  });

  it('says nothing of other frames, of what a kind leaves to the codecs, and of answers', () => {
    expect(read('{"n":7,"c":"x"}')).to.equal(undefined);
    expect(read('{"a":"é"}')).to.equal(undefined);
    expect(read('{"b":"odd"}')).to.equal(undefined);
    expect(scanFrames(kinds)(frame('{"a":"x"}', 'request'))).to.equal(undefined);
  });

  describe('refuses', () => {
    const id = new IntegerField();
    const contents = () => [];

    it('no kinds, and a kind without shapes', () => {
      expect(() => scanFrames([])).to.throw(RangeError, 'no kinds of frames');
      expect(() => scanFrames([...kinds, { shapes: [], contents }])).to.throw(
        RangeError,
        'kind 3: no shapes',
      );
    });

    it('a shape that is at fault, of which it tells the kind', () => {
      const odd: FrameKind = { shapes: [['[1]'], ['{"a":', id, ',"b":', id, '}']], contents };
      expect(() => scanFrames([...kinds, odd], number))
        .to.throw(RangeError)
        .with.property(
          'message',
          'kind 3: shape 2, {"a":${1},"b":${2}}: ${2} is, or has, the field of ${1} again',
        );
    });

    it('a kind that has not the number of the frame, or in the items of a list only', () => {
      const list = new ListField(['{"n":', number, '}'], () => 0);
      for (const part of [id, list]) {
        const without: FrameKind = { shapes: [['{"a":', part, '}']], contents };
        expect(() => scanFrames([...kinds, without], number))
          .to.throw(RangeError)
          .with.property('message', 'kind 3: no shape has the number of the frame');
        expect(() => scanFrames([...kinds, without])).to.not.throw();
      }
    });

    it('no kind that may have the number of the frame', () => {
      const odd: FrameKind = { shapes: [['{"a":1', { optional: [',"n":', number] }, '}']], contents };
      const scan = scanFrames([odd], number);
      const numbers = ['{"a":1,"n":4}', '{"a":1}', '{"a":1,"n":5}'].map(
        (text) => scan(frame(text))?.sequence,
      );
      expect(numbers).to.deep.equal([4, undefined, 5]);
    });
  });
});
