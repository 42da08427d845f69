import { expect } from 'chai';

import { IntegerField, TextField } from '../../src/codec/index.js';
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
});
