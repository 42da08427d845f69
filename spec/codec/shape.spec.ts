import { expect } from 'chai';

import {
  ANY_TEXT,
  FrameReader,
  IntegerField,
  optional,
  PRICE,
  row,
  shape,
  SIZE,
  TextField,
} from '../../src/codec/index.js';

const id = new IntegerField();
const name = new TextField();

describe('shape', () => {
  it('is the letters and the fields of a template, in their order', () => {
    expect(shape`{"id":${id},"name":"${name}"}`).to.deep.equal(['{"id":', id, ',"name":"', name, '"}']);
    expect(shape`${id}`).to.deep.equal([id]);
    expect(shape`[]`).to.deep.equal(['[]']);
  });

  it('takes parts in, and joins letters', () => {
    const inner = shape`"id":${id},`;
    expect(shape`{${inner}"x":${shape`[]`}}`).to.deep.equal(['{"id":', id, ',"x":[]}']);
  });

  it('leaves out line breaks, and the spaces after them', () => {
    expect(shape`{"id":${id},
      "a b":"${name}"
    }`).to.deep.equal(['{"id":', id, ',"a b":"', name, '"}']);
  });

  it('may have optional parts, which begin with letters', () => {
    const parts = shape`{"id":${id}${optional`,"name":"${name}"`}}`;
    expect(parts).to.deep.equal(['{"id":', id, { optional: [',"name":"', name, '"'] }, '}']);
    const reader = new FrameReader([parts]);
    expect([reader.read('{"id":1,"name":"x"}'), name.value]).to.deep.equal([true, 'x']);
    expect([reader.read('{"id":1}'), name.value]).to.deep.equal([true, '']);
    expect(() => optional`${name}`).to.throw(RangeError, 'has to begin with letters');
  });
});

describe('row', () => {
  it('is the parts of a row', () => {
    expect(row`["${PRICE}","${SIZE}","${ANY_TEXT}"${{ optional: ',"r"' }}]`).to.deep.equal([
      '["',
      PRICE,
      '","',
      SIZE,
      '","',
      ANY_TEXT,
      '"',
      { optional: ',"r"' },
      ']',
    ]);
  });
});
