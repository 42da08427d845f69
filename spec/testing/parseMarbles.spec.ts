import { expect } from 'chai';

import { MarbleFileError, parseMarbles } from '../../src/testing/index.js';

describe('parseMarbles', () => {
  it('reads streams, titles, definitions, the operator and where all of it stands', () => {
    const text = [
      '% A title',
      '%  in two lines.',
      '',
      '-a-(bc)--|',
      'a := {"id":1}',
      'b := "text"',
      '  c := [null,true]',
      '',
      '% not of the title',
      '--s--#  ',
      'title = snap shots',
      's := -1.50',
      '# := {"_tag":"gap"}',
      'hot',
      'subscription = -^--!, ------(^!), --------^-',
      '',
      '> join({"limit": 2}, "x, y", [])',
      '',
      '---a-s#',
      '# := "bye"',
      'subscription = --^----!',
      '',
    ].join('\r\n');
    expect(parseMarbles(text, 'join/case.txt')).to.deep.equal({
      fileName: 'join/case.txt',
      title: 'A title in two lines.',
      operator: { name: 'join', args: [{ limit: 2 }, 'x, y', []], line: 17 },
      source: {
        line: 4,
        title: undefined,
        marbles: '-a-(bc)--|',
        events: [
          { kind: 'next', frame: 1, letter: 'a', value: { id: 1 } },
          { kind: 'next', frame: 3, letter: 'b', value: 'text' },
          { kind: 'next', frame: 3, letter: 'c', value: [null, true] },
          { kind: 'complete', frame: 9 },
        ],
        hot: false,
        subscriptions: undefined,
      },
      inputs: new Map([
        [
          'snap shots',
          {
            line: 10,
            title: 'snap shots',
            marbles: '--s--#',
            events: [
              { kind: 'next', frame: 2, letter: 's', value: -1.5 },
              { kind: 'error', frame: 5, value: { _tag: 'gap' } },
            ],
            hot: true,
            subscriptions: [
              { from: 1, to: 4 },
              { from: 6, to: 6 },
              { from: 8, to: Infinity },
            ],
          },
        ],
      ]),
      expected: {
        line: 19,
        title: undefined,
        marbles: '---a-s#',
        events: [
          { kind: 'next', frame: 3, letter: 'a', value: { id: 1 } },
          { kind: 'next', frame: 5, letter: 's', value: -1.5 },
          { kind: 'error', frame: 6, value: 'bye' },
        ],
        hot: false,
        subscriptions: [{ from: 2, to: 7 }],
      },
    });
  });

  it('takes letters for themselves where none is defined, and # for "error"', () => {
    const { source, expected } = parseMarbles('-a1|\n\n> id()\n\n-Z#\n', 'x.txt');
    expect(source.events.slice(0, 2)).to.deep.equal([
      { kind: 'next', frame: 1, letter: 'a', value: 'a' },
      { kind: 'next', frame: 2, letter: '1', value: '1' },
    ]);
    expect(expected.events).to.deep.equal([
      { kind: 'next', frame: 1, letter: 'Z', value: 'Z' },
      { kind: 'error', frame: 2, value: 'error' },
    ]);
  });

  it('prefers a definition of the own block to one above', () => {
    const { expected } = parseMarbles('ab\na := 1\nb := 5\n\n> id()\n\nab\na := 2\n', 'x.txt');
    expect(expected.events).to.deep.equal([
      { kind: 'next', frame: 0, letter: 'a', value: 2 },
      { kind: 'next', frame: 1, letter: 'b', value: 5 },
    ]);
  });

  it('keeps numbers that a double holds', () => {
    const numbers =
      '[1700000000000123,1700000000000.125,0.10,1e-7,0.00000012,100000000000000000000,-0.0,1.50e3]';
    const { operator } = parseMarbles(`a\n\n> id(${numbers}, "12345678901234567890")\n\na\n`, 'x.txt');
    expect(operator.args).to.deep.equal([JSON.parse(numbers), '12345678901234567890']);
  });

  const defined = 'a := 1\nb := 2';
  const refusals: readonly (readonly [what: string, text: string, line: number, reason: RegExp])[] = [
    ['an empty file', '', 1, /^no operator line/],
    ['a file without an operator', '% t\n-a\n\n-a\n', 5, /^no operator line/],
    ['a file without an input', '% t\n\n> id()\n\n-a\n', 3, /^no input diagram/],
    ['a file without an expected diagram', '-a\n\n> id()\n\n% -a\n', 3, /^no expected diagram/],
    ['a second expected diagram', '-a\n\n> id()\n\n-a\n\n-a\n', 7, /^a second expected diagram/],
    ['a second operator', '-a\n\n> id()\n\n> id()\n\n-a\n', 5, /^a second operator/],
    ['an operator without parentheses', '-a\n\n> id\n\n-a\n', 3, /^'> id' is no operator line/],
    ['an operator directly below a diagram', '-a\n> id()\n\n-a\n', 2, /^an empty line is to stand/],
    ['an operator directly above a diagram', '-a\n\n> id()\n-a\n', 4, /^an empty line/],
    ['malformed arguments', '-a\n\n> id(limit)\n\n-a\n', 3, /^malformed JSON: \[limit\]/],
    ['malformed JSON', '-a\na := {first:1}\n\n> id()\n\n-a\n', 2, /^malformed JSON: {first:1}/],
    ['a definition of nothing', '-a\na :=\n\n> id()\n\n-a\n', 2, /^malformed JSON/],
    [
      'an integer that no double holds',
      '-a\na := {"id":9007199254740993}\n\n> id()\n\n-a\n',
      2,
      /^9007199254740993 has/,
    ],
    [
      'a fraction that no double holds',
      '-a\na := [0.12345678901234567890]\n\n> id()\n\n-a\n',
      2,
      /^0\.123\d+ has/,
    ],
    ['a letter without a definition', `-ac\n${defined}\n\n> id()\n\n-ab\n`, 1, /^'c' has no definition/],
    ['an expected letter without one', `-ab\n${defined}\n\n> id()\n\n-c\n`, 7, /^'c' has no definition/],
    [
      'letters with two values above',
      'a\na := 1\n\na\ntitle = x\na := 2\n\n> id()\n\n-a\n',
      10,
      /^'a' has several values/,
    ],
    ['a second definition', '-a\na := 1\na := 1\n\n> id()\n\n-a\n', 3, /^a second definition of a/],
    ['a definition that no diagram uses', `-a\n${defined}\n\n> id()\n\n-a\n`, 3, /^no diagram uses .* 'b'/],
    ['a name of two letters', '-a\nab := 1\n\n> id()\n\n-a\n', 2, /^'ab := 1' is none of/],
    ['an unknown setting', '-a\ncold\n\n> id()\n\n-a\n', 2, /^'cold' is none of/],
    ['two diagrams in one block', '-a\n-b\n\n> id()\n\n-a\n', 2, /^'-b' is none of/],
    ['spaces in front', ' -a\n\n> id()\n\n-a\n', 1, /^' -a' is no diagram/],
    ['spaces within', '-a -b\n\n> id()\n\n-a\n', 1, /^'-a -b' is no diagram/],
    ['times', '-a9ms-b\n\n> id()\n\n-a\n', 1, /^times such as 9ms/],
    ['a strange marble', '-a^\n\n> id()\n\n-a\n', 1, /^'\^' is no marble/],
    ['an unclosed group', '-(ab\n\n> id()\n\n-a\n', 1, /^'\(' without/],
    ['an unopened group', '-ab)\n\n> id()\n\n-a\n', 1, /^'\)' without/],
    ['an empty group', '-()\n\n> id()\n\n-a\n', 1, /^'\(\)' groups nothing/],
    ['time in a group', '-(a-b)\n\n> id()\n\n-a\n', 1, /^'-' inside a group/],
    ['marbles after the end', '-a\n\n> id()\n\n-|a\n', 5, /^'a' comes after the end/],
    ['a further input without a title', 'a\n\na\n\n> id()\n\na\n', 3, /^an input after the first/],
    ['two inputs of one title', 'a\ntitle = x\n\na\ntitle = x\n\n> id()\n\na\n', 4, /^a second input .* x$/],
    ['a malformed subscription', 'a\nsubscription = ^-^\n\n> id()\n\na\n', 2, /^'\^-\^' is no subscription/],
    [
      'two subscriptions of the result',
      'a\n\n> id()\n\na\nsubscription = ^!,--^\n',
      5,
      /takes one subscription/,
    ],
    ['a hot result', 'a\n\n> id()\n\na\nhot\n', 5, /^only an input can be hot/],
    ['an input error that RxJS replaces', '#\n# := 0\n\n> id()\n\n#\n', 1, /is to be a true value/],
  ];
  for (const [what, text, line, reason] of refusals) {
    it(`refuses ${what}`, () => {
      const parse = () => parseMarbles(text, 'id/case.txt');
      expect(parse).to.throw(MarbleFileError, `id/case.txt:${line}: `);
      expect(parse)
        .to.throw()
        .and.include({ name: 'MarbleFileError', fileName: 'id/case.txt', line })
        .and.have.property('reason')
        .that.matches(reason);
    });
  }
});
