import { expect } from 'chai';

import {
  ANY_INTEGER,
  DecimalField,
  FrameReader,
  Int32Field,
  IntegerField,
  IsoTimeScanner,
  LevelsField,
  ListField,
  NameField,
  RowsField,
  PRICE,
  row,
  SecondsScanner,
  shape,
  SIZE,
  TextField,
  TimeField,
  WordField,
  type ByteField,
  type FramePart,
} from '../../src/codec/index.js';
import { NO_LEVELS } from '../../src/domain/index.js';

/** Whether a text is all of a field, within quotes. */
const reads = (field: FramePart, text: string): boolean =>
  new FrameReader([['"', field, '"']]).read(`"${text}"`);

function expectReadings<A>(
  field: ByteField & { readonly value: A },
  good: readonly (readonly [string, A])[],
): void {
  for (const [text, value] of good) {
    expect(reads(field, text), text).to.equal(true);
    expect(field.value, text).to.equal(value);
  }
}

describe('The fields of a frame', () => {
  it('DecimalField: a number that its double gives back', () => {
    expectReadings(new DecimalField(), [
      ['1.50', 1.5],
      ['9.2E-7', 9.2e-7],
      ['0', 0],
    ]);
    for (const text of ['', '-1', '01', '1.', '1e', '12345678901234567890']) {
      expect(reads(new DecimalField(), text), text).to.equal(false);
    }
  });

  it('Int32Field: a signed integer of 32 bits', () => {
    expectReadings(new Int32Field(), [
      ['0', 0],
      ['7', 7],
      ['-7', -7],
      ['2147483647', 2147483647],
      ['-2147483648', -2147483648],
    ]);
    for (const text of [
      '',
      '-',
      '-0',
      '00',
      '01',
      '-01',
      '+1',
      '1.5',
      '1e3',
      '2147483648',
      '-2147483649',
      '9'.repeat(400),
    ]) {
      expect(reads(new Int32Field(), text), text).to.equal(false);
    }
  });

  it('TimeField: a time in the notation of its scanner', () => {
    expectReadings(new TimeField(new IsoTimeScanner()), [['2021-04-17T16:49:03.654321Z', 1618678143654.321]]);
    expect(reads(new TimeField(new IsoTimeScanner()), '2021-04-17')).to.equal(false);
  });

  it('WordField: what one of some words stands for', () => {
    const side = new WordField<string | boolean>(['b', 'buy'], ['s', 'sell'], ['true', true]);
    expectReadings(side, [
      ['b', 'buy'],
      ['s', 'sell'],
      ['true', true],
    ]);
    for (const text of ['', 'x', 'bs', 'B', 'tru']) expect(reads(side, text), text).to.equal(false);
  });

  it('NameField: letters up to one, one at least', () => {
    const name = new NameField('.');
    const reader = new FrameReader([['"market.', name, '.depth"']]);
    expect(reader.read('"market.btcusdt.depth"')).to.equal(true);
    expect(name.value).to.equal('btcusdt');
    for (const text of [
      '"market..depth"',
      '"market.a.b.depth"',
      '"market.a"b.depth"',
      '"market.a\\.depth"',
      '"market.a\n.depth"',
    ]) {
      expect(reader.read(text), text).to.equal(false);
    }
    expect(reader.read('"market.abc')).to.equal(false);
  });

  it('ANY_INTEGER: digits, however many', () => {
    for (const text of ['0', '7', '100', '677689788255757382474787'])
      expect(reads(ANY_INTEGER, text), text).to.equal(true);
    for (const text of ['', '-1', '00', '01', '1.5', '1e3', 'x'])
      expect(reads(ANY_INTEGER, text), text).to.equal(false);
  });

  describe('ListField', () => {
    const id = new IntegerField();
    const note = new TextField();
    const list = new ListField(['{"id":', id, { optional: [',"note":"', note, '"'] }, '}'], () => [
      id.value,
      note.value,
    ]);
    const reader = new FrameReader([['{"of":', list, '}']]);

    it('makes something of each item', () => {
      expect(reader.read('{"of":[{"id":1,"note":"x"},{"id":2},{"id":3,"note":"y"}]}')).to.equal(true);
      expect(list.items).to.deep.equal([
        [1, 'x'],
        [2, ''],
        [3, 'y'],
      ]);
      expect(reader.read('{"of":[]}')).to.equal(true);
      expect(list.items).to.deep.equal([]);
    });

    for (const text of [
      '{"of":}',
      '{"of":[}',
      '{"of":[{"id":1}}',
      '{"of":[{"id":1},]}',
      '{"of":[{"id":1}{"id":2}]}',
      '{"of":{"id":1}}',
      '{"of":[{"id":1},{"id":x}]}',
      '{"of":[{"id":1}',
      '{"of":[,{"id":1}]}',
    ]) {
      it(`takes ${text} for no list`, () => expect(reader.read(text)).to.equal(false));
    }
  });
});

describe('What is given of', () => {
  for (const [what, field, text, given, without] of [
    ['an IntegerField', new IntegerField(), '0', 0, { value: NaN }],
    ['an Int32Field', new Int32Field(), '0', 0, { value: NaN }],
    ['a DecimalField', new DecimalField(), '0.0', 0, { value: NaN }],
    ['a TimeField', new TimeField(new SecondsScanner()), '0', 0, { value: NaN }],
    ['a TextField', new TextField(), '', '', { value: '' }],
    ['a NameField', new NameField('"'), 'a', 'a', { value: '' }],
    ['a WordField', new WordField(['a', 'first'], ['b', 'second']), 'b', 'second', { value: 'first' }],
    ['a WordField, of its first word', new WordField(['a', 1], ['b', 2]), 'a', 1, { value: 1 }],
    ['a LevelsField', new LevelsField(), '[]', NO_LEVELS, { value: NO_LEVELS }],
    ['a RowsField', new RowsField(row`[${PRICE},${SIZE}]`), '[]', NO_LEVELS, { levels: NO_LEVELS }],
    ['a ListField', new ListField(shape`{}`, () => 1), '[]', [], { items: [] }],
  ] as const) {
    it(`${what} is what was read, and nothing where its part was missing`, () => {
      const quote = text.startsWith('[') ? '' : '"';
      const reader = new FrameReader([[`{"a":1`, { optional: [`,"x":${quote}`, field, quote] }, '}']]);
      expect(field.given, 'before').to.equal(undefined);
      for (let round = 0; round < 2; round++) {
        expect(reader.read(`{"a":1,"x":${quote}${text}${quote}}`)).to.equal(true);
        expect(field.given).to.deep.equal(given);
        expect(reader.read('{"a":1}')).to.equal(true);
        expect(field.given).to.equal(undefined);
        expect(field).to.deep.include(without);
      }
    });
  }

  it('a WordField that stands for nothing is that', () => {
    const word = new WordField<string | undefined>(['a', 'first'], ['b', undefined]);
    expect(reads(word, 'b')).to.equal(true);
    expect(word.value).to.equal(undefined);
  });
});

describe('A FrameReader clears', () => {
  const id = new IntegerField();
  const sum = new Int32Field();
  const name = new TextField();
  const rows = new RowsField(['[', PRICE, ',', SIZE, ']']);
  const values = () => [id.given, sum.given, name.value, rows.levels.numbers.length];

  it('the fields of optional parts that are missing', () => {
    const reader = new FrameReader([
      [
        '{"a":1',
        { optional: [',"id":', id, { optional: [',"name":"', name, '"'] }] },
        { optional: [',"rows":', rows, ',"sum":', sum] },
        '}',
      ],
    ]);
    expect(reader.read('{"a":1,"id":5,"name":"x","rows":[[1,2]],"sum":-3}')).to.equal(true);
    expect(values()).to.deep.equal([5, -3, 'x', 2]);
    expect(reader.read('{"a":1,"id":6}')).to.equal(true);
    expect(values()).to.deep.equal([6, undefined, '', 0]);
    expect(reader.read('{"a":1,"rows":[],"sum":0}')).to.equal(true);
    expect(values()).to.deep.equal([undefined, 0, '', 0]);
  });

  it('the fields of its other shapes', () => {
    const reader = new FrameReader([
      ['{"id":', id, ',"rows":', rows, '}'],
      ['{"rows":', rows, ',"sum":', sum, '}'],
      ['{"name":"', name, '"}'],
    ]);
    expect(reader.read('{"id":1,"rows":[[1,2]]}')).to.equal(true);
    expect(values()).to.deep.equal([1, undefined, '', 2]);
    expect(reader.read('{"rows":[[1,2],[3,4]],"sum":9}')).to.equal(true);
    expect(values()).to.deep.equal([undefined, 9, '', 4]);
    expect(reader.read('{"name":"n"}')).to.equal(true);
    expect(values()).to.deep.equal([undefined, undefined, 'n', 0]);
  });
});
