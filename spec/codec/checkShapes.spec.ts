import { expect } from 'chai';

import {
  ANY_INTEGER,
  ANY_TEXT,
  DecimalField,
  FrameReader,
  Int32Field,
  IntegerField,
  IsoTimeScanner,
  LevelsField,
  ListField,
  NameField,
  optional,
  PRICE,
  row,
  RowsField,
  SecondsScanner,
  shape,
  SIZE,
  TextField,
  TimeField,
  WordField,
  type FramePart,
  type RowPart,
} from '../../src/codec/index.js';

type Shapes = readonly (readonly FramePart[])[];

const id = new IntegerField();
const next = new IntegerField();
const price = new DecimalField();
const sum = new Int32Field();
const name = new TextField();
const time = new TimeField(new IsoTimeScanner());
const seconds = new TimeField(new SecondsScanner());
const side = new WordField(['buy', 'bid'], ['sell', 'ask']);
const flag = new WordField(['true', true], ['false', false]);
const topic = new NameField('.');
const levels = new LevelsField();
const rows = new RowsField(row`["${PRICE}","${SIZE}"]`);
const items = new ListField(shape`{"id":${id}}`, () => id.value);

/** What is no part, as a program without types may have it. */
const noPart = (value: unknown): FramePart & RowPart => JSON.parse(JSON.stringify([value]))[0];

const refused: readonly (readonly [what: string, shapes: Shapes, message: string])[] = [
  ['no shapes', [], 'no shapes'],
  ['an empty shape', [[]], 'shape 1, : is empty'],
  ['a shape of no letters', [['', '']], 'shape 1, : is empty'],
  [
    'a field twice',
    [shape`[1]`, shape`{"bids":${rows},"asks":${rows}}`],
    'shape 2, {"bids":${1},"asks":${2}}: ${2} is, or has, the field of ${1} again',
  ],
  [
    'a field again within what may be missing',
    [shape`{"id":${id},"x":${next}${optional`,"id2":${id}`}}`],
    'shape 1, {"id":${1},"x":${2}(,"id2":${3})?}: ${3} is, or has, the field of ${1} again',
  ],
  [
    'a field again within the items of a list',
    [shape`{"id":${id},"items":${items}}`],
    'shape 1, {"id":${1},"items":${2}}: ${2} is, or has, the field of ${1} again',
  ],
  [
    'a field that two lists have',
    [shape`{"a":${items},"b":${new ListField(shape`[${id}]`, () => 0)}}`],
    'shape 1, {"a":${1},"b":${2}}: ${2} is, or has, the field of ${1} again',
  ],
  [
    'a field twice in the items of a list',
    [shape`{"a":${new ListField(shape`[${id},${id}]`, () => 0)}}`],
    'shape 1, {"a":${1}}: items of ${1}, [${1},${2}]: ${2} is, or has, the field of ${1} again',
  ],
  [
    'a list of nothing',
    [shape`{"a":${id},"b":${new ListField([], () => 0)}}`],
    'shape 1, {"a":${1},"b":${2}}: items of ${2}, : is empty',
  ],
  [
    'items that are none alone',
    [shape`{"b":${new ListField(shape`${id},${next}`, () => 0)}}`],
    'shape 1, {"b":${1}}: items of ${1}, ${1},${2}: is no JSON with values in it: 1,1 (',
  ],
  ['a missing brace', [shape`{"id":${id}`], 'shape 1, {"id":${1}: is no JSON with values in it: {"id":1 ('],
  [
    'a brace too many',
    [shape`{"id":${id}}}`],
    'shape 1, {"id":${1}}}: is no JSON with values in it: {"id":1}} (',
  ],
  [
    'a missing quote',
    [shape`{"s":"${name},"id":${id}}`],
    'shape 1, {"s":"${1},"id":${2}}: is no JSON with values in it: {"s":"x,"id":1} (',
  ],
  [
    'a text without quotes',
    [shape`{"s":${name}}`],
    'shape 1, {"s":${1}}: is no JSON with values in it: {"s":x} (',
  ],
  [
    'a time without quotes',
    [shape`{"t":${time}}`],
    'shape 1, {"t":${1}}: is no JSON with values in it: {"t":2021-04-17T16:43:37.075687Z} (',
  ],
  [
    'a word that needs quotes, the second',
    [shape`{"w":${new WordField(['true', 1], ['none', 2])}}`],
    'shape 1, {"w":${1}}: is no JSON with values in it: {"w":none} (',
  ],
  [
    'levels within quotes',
    [shape`{"b":"${levels}"}`],
    'shape 1, {"b":"${1}"}: is no JSON with values in it: {"b":"[["1.5","1.5"]]"} (',
  ],
  [
    'rows within quotes',
    [shape`{"b":"${rows}"}`],
    'shape 1, {"b":"${1}"}: is no JSON with values in it: {"b":"[["1.5","1.5"]]"} (',
  ],
  [
    'a list within quotes',
    [shape`{"b":"${items}"}`],
    'shape 1, {"b":"${1}"}: is no JSON with values in it: {"b":"[{"id":1}]"} (',
  ],
  [
    'what may be missing without its comma',
    [shape`{"id":${id}${optional`"s":"${name}"`}}`],
    'shape 1, {"id":${1}("s":"${2}")?}: is no JSON with values in it: {"id":1"s":"x"} (',
  ],
  [
    'a comma that is too many without what may be missing',
    [shape`{${optional`"id":${id}`},"s":"${name}"}`],
    'shape 1, {("id":${1})?,"s":"${2}"}: is no JSON with values in it: {,"s":"x"} (',
  ],
  [
    'two that may be missing, where the second needs the first',
    [shape`{${optional`"id":${id}`}${optional`,"s":"${name}"`}}`],
    'shape 1, {("id":${1})?(,"s":"${2}")?}: is no JSON with values in it: {,"s":"x"} (',
  ],
  [
    'two that may be missing, where the first needs the second',
    [shape`{${optional`"id":${id},`}${optional`"s":"${name}"`}}`],
    'shape 1, {("id":${1},)?("s":"${2}")?}: is no JSON with values in it: {"id":1,} (',
  ],
  [
    'what may be missing within what may be',
    [shape`{"a":1${optional`,"id":${id}${{ optional: ['"x"'] }}`}}`],
    'shape 1, {"a":1(,"id":${1}("x")?)?}: is no JSON with values in it: {"a":1,"id":1"x"} (',
  ],
  [
    'what may be missing within what may be, without which it is no JSON',
    [shape`{"a":1${optional`,"id":${{ optional: ['2'] }}`}}`],
    'shape 1, {"a":1(,"id":(2)?)?}: is no JSON with values in it: {"a":1,"id":} (',
  ],
  [
    'a field without samples for a part',
    [['[', noPart({ samples: [] }), ']']],
    'shape 1, [${1}]: ${1} is nothing that is read: [object Object]',
  ],
  ['a part of a row', [['[', noPart(PRICE), ']']], 'shape 1, [${1}]: does not read what it describes: [1.5]'],
  [
    'control letters in a text',
    [['{"a\tb":', id, '}']],
    'shape 1, {"a\tb":${1}}: is no JSON with values in it: {"a\tb":1} (',
  ],
  [
    'numbers without letters between',
    [shape`{"s":"${name}","a":${id}${price}}`],
    'shape 1, {"s":"${1}","a":${2}${3}}: has no letters between ${2} and ${3}, and does not read: {"s":"x","a":11.5}',
  ],
  [
    'a text with a number after it',
    [shape`{"a":"${name}${id}"}`],
    'shape 1, {"a":"${1}${2}"}: has no letters between ${1} and ${2}, and does not read: {"a":"x1"}',
  ],
  [
    'a text with letters after it',
    [shape`{"a":"${name}.depth"}`],
    'shape 1, {"a":"${1}.depth"}: does not read what it describes: {"a":"x.depth"}',
  ],
  [
    'a name with another letter after it',
    [shape`{"a":"${topic}-depth"}`],
    'shape 1, {"a":"${1}-depth"}: does not read what it describes: {"a":"x-depth"}',
  ],
  [
    'what may be missing that begins as what follows it',
    [shape`{"a":1${optional`,"b`}${shape`,"b":${id}`}}`],
    'shape 1, {"a":1(,"b)?,"b":${1}}: is no JSON with values in it: {"a":1,"b,"b":1} (',
  ],
  [
    'letters that may be missing, and come after in any case',
    [['[1', { optional: [',2'] }, ',2', { optional: [',3'] }, ']']],
    'shape 1, [1(,2)?,2(,3)?]: does not read what it describes: [1,2]',
  ],
  [
    'letters beyond ASCII',
    [shape`{"id":${id},"größe":${next}}`],
    'shape 1, {"id":${1},"größe":${2}}: "ö" is beyond ASCII, and a frame with it is not read',
  ],
  [
    'letters beyond ASCII in what may be missing',
    [shape`{"id":${id}${optional`,"😀":${next}`}}`],
    'shape 1, {"id":${1}(,"😀":${2})?}: "😀" is beyond ASCII, and a frame with it is not read',
  ],
  [
    'a number for a part',
    [['{"id":', id, ',"x":', noPart(5), '}']],
    'shape 1, {"id":${1},"x":${2}}: ${2} is nothing that is read: 5',
  ],
  [
    'nothing for a part',
    [['{"id":', noPart(null), '}']],
    'shape 1, {"id":${1}}: ${1} is nothing that is read: null',
  ],
  [
    'what may be missing, and does not begin with letters',
    [['{"id":', id, { optional: ['', name] }, '}']],
    'shape 1, {"id":${1}(${2})?}: what may be missing has to begin with letters',
  ],
  [
    'a shape again',
    [shape`{"id":${id}}`, shape`[${id}]`, ['{"id', '":', id, '}']],
    'shape 3, {"id":${1}}: is shape 1 again',
  ],
];

const allowed: readonly (readonly [what: string, shapes: Shapes, frame: string])[] = [
  ['letters alone', [shape`{"ping":1}`], '{"ping":1}'],
  ['one value alone', [[id]], '17'],
  ['numbers in quotes', [shape`["${id}","${price}","${sum}","${seconds}"]`], '["2","3.5","-4","5.5"]'],
  ['numbers without quotes', [shape`[${id},${price},${sum},${seconds}]`], '[2,3.5,-4,5.5]'],
  ['the same part that is passed over', [shape`["${ANY_TEXT}","${ANY_TEXT}",${ANY_INTEGER}]`], '["","a",7]'],
  ['words without quotes', [shape`[${flag}]`], '[false]'],
  ['words with digits after them', [shape`["${side}${id}"]`], '["sell12"]'],
  ['a name that ends before an x', [shape`["${new NameField('x')}x${name}"]`], '["axb"]'],
  ['a name that ends before its quote', [shape`["${new NameField('"')}"]`], '["a"]'],
  ['keys that are read', [shape`{"${name}":${id}}`], '{"a":1}'],
  ['spaces and line breaks between', [['{ "id":\n\t', id, ' }']], '{ "id":\n\t5 }'],
  ['a field in several shapes', [shape`{"id":${id}}`, shape`[${id},"${name}"]`], '[1,"x"]'],
  ['shapes that differ in their fields only', [shape`[${id}]`, shape`[${price}]`], '[1.25]'],
  [
    'what may be missing within what may be',
    [shape`{"a":1${optional`,"id":${id}${optional`,"s":"${name}"`}`}}`],
    '{"a":1,"id":3}',
  ],
  [
    'lists of lists',
    [shape`{"a":${new ListField(shape`[${rows}]`, () => 0)}}`],
    '{"a":[[[["1","2"]]],[[]]]}',
  ],
];

describe('A shape is refused that has', () => {
  for (const [what, shapes, message] of refused) {
    it(what, () => {
      expect(() => new FrameReader(shapes))
        .to.throw(RangeError)
        .with.property('message')
        .satisfies(
          // What the engine says of JSON is its own.
          (told: string) => (message.endsWith('(') ? told.startsWith(message) : told === message),
        );
    });
  }
});

describe('A shape may have', () => {
  for (const [what, shapes, frame] of allowed) {
    it(what, () => expect(new FrameReader(shapes).read(frame)).to.equal(true));
  }
});

describe('The check of shapes', () => {
  it('makes nothing of items, and leaves nothing in the fields', () => {
    const number = new IntegerField();
    const word = new WordField(['buy', 'bid'], ['sell', 'ask']);
    const list = new ListField(shape`[${number},"${word}"]`, () => {
      throw new Error('made');
    });
    const of = new LevelsField();
    const told = new TextField();
    expect(new FrameReader([shape`{"a":${list},"b":${of},"c":"${told}"}`])).to.be.instanceOf(FrameReader);
    expect([number, word, list, of, told].map(({ given }) => given)).to.deep.equal(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

describe('A row is refused that has', () => {
  const parts: readonly (readonly [what: string, parts: readonly RowPart[], message: string])[] = [
    ['nothing', [], 'row : is empty'],
    [
      'no closing bracket',
      row`["${PRICE}","${SIZE}"`,
      'row ["${1}","${2}": is no JSON with values in it: ["1.5","1.5" (',
    ],
    ['no brackets', row`${PRICE},${SIZE}`, 'row ${1},${2}: is no JSON with values in it: 1.5,1.5 ('],
    [
      'a missing quote',
      row`["${PRICE}",${SIZE}"]`,
      'row ["${1}",${2}"]: is no JSON with values in it: ["1.5",1.5"] (',
    ],
    [
      'a side without quotes',
      row`[${{ bid: 'buy', ask: 'sell' }},${PRICE},${SIZE}]`,
      'row [${1},${2},${3}]: is no JSON with values in it: [buy,1.5,1.5] (',
    ],
    [
      'an asks side without quotes',
      row`[${{ bid: '1', ask: 'a' }},${PRICE},${SIZE}]`,
      'row [${1},${2},${3}]: is no JSON with values in it: [a,1.5,1.5] (',
    ],
    [
      'one word for both sides',
      row`["${{ bid: 'b', ask: 'b' }}","${PRICE}","${SIZE}"]`,
      'row ["${1}","${2}","${3}"]: word 1, "b", begins word 2, "b"',
    ],
    [
      'no word for a side',
      row`["${{ bid: 'b', ask: '' }}","${PRICE}","${SIZE}"]`,
      'row ["${1}","${2}","${3}"]: word 2 is empty',
    ],
    [
      'numbers without letters between',
      row`[${PRICE}${SIZE}]`,
      'row [${1}${2}]: is no JSON with values in it: [1.51.5] (',
    ],
    [
      'letters beyond ASCII',
      row`{"é":${PRICE},"s":${SIZE}}`,
      'row {"é":${1},"s":${2}}: "é" is beyond ASCII, and a frame with it is not read',
    ],
    [
      'a comma that is too many without what may be missing',
      row`[${PRICE},${SIZE},${{ optional: '"r"' }}]`,
      'row [${1},${2},("r")?]: is no JSON with values in it: [1.5,1.5,] (',
    ],
    [
      'empty letters that may be missing',
      row`[${PRICE},${SIZE}${{ optional: '' }}]`,
      'row [${1},${2}()?]: what may be missing has to begin with letters',
    ],
    [
      'a number for a part',
      ['[', noPart(7), ',', PRICE, ',', SIZE, ']'],
      'row [${1},${2},${3}]: ${1} is nothing that is read: 7',
    ],
    [
      'a part of a frame',
      ['[', noPart(ANY_INTEGER), ',', PRICE, ',', SIZE, ']'],
      'row [${1},${2},${3}]: ${1} is nothing that is read: undefined',
    ],
    [
      'a size and then a price',
      row`[${SIZE},${PRICE}]`,
      'row [${1},${2}]: a row has to have a price and then a size, and its side before them',
    ],
  ];
  for (const [what, of, message] of parts) {
    it(what, () => {
      expect(() => new RowsField(of))
        .to.throw(RangeError)
        .with.property('message')
        .satisfies((told: string) => (message.endsWith('(') ? told.startsWith(message) : told === message));
    });
  }

  it('and nothing is left of the check in one that is not', () => {
    const field = new RowsField(
      row`["${{ bid: 'b', ask: 'a' }}","${{ time: new SecondsScanner() }}","${PRICE}","${SIZE}"]`,
    );
    expect([field.bids.length, field.asks.length, field.time, field.given]).to.deep.equal([
      0,
      0,
      undefined,
      undefined,
    ]);
  });
});

describe('A WordField refuses', () => {
  for (const [what, words, message] of [
    ['a word that begins another', ['buy', 'sell', 'buyer'], 'word 1, "buy", begins word 3, "buyer"'],
    ['a word that another begins', ['buyer', 'buy'], 'word 2, "buy", begins word 1, "buyer"'],
    ['a word twice', ['a', 'b', 'a'], 'word 1, "a", begins word 3, "a"'],
    ['an empty word', ['a', ''], 'word 2 is empty'],
    [
      'letters beyond ASCII',
      ['a', 'né'],
      'word 2, "né": "é" is beyond ASCII, and a frame with it is not read',
    ],
  ] as const) {
    it(what, () => {
      const [first, ...others] = words.map((word) => [word, word] as const);
      expect(() => new WordField(first!, ...others))
        .to.throw(RangeError)
        .with.property('message', message);
    });
  }
});

describe('A NameField', () => {
  it('ends before one letter of ASCII that is no escape', () => {
    for (const end of ['', '..', 'é', '😀', '\n', '\\', '\x7f']) {
      expect(() => new NameField(end))
        .to.throw(RangeError)
        .with.property(
          'message',
          `a name ends before one letter of ASCII, which this is not: ${JSON.stringify(end)}`,
        );
    }
    for (const end of ['.', ' ', '"', '[', ']', '~', 'a', '0'])
      expect(new NameField(end).end).to.equal(end.charCodeAt(0));
  });
});
