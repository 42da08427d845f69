import { expect } from 'chai';

import { lineText, textLook, visible, wrapWords } from '../../src/cli/textLook.js';
import { colourPaint, plainPaint } from '../../src/cli/paint.js';
import type { Terminal } from '../../src/cli/terminal.js';

const terminal = (stdout: object, env: Terminal['env'] = {}): Terminal => ({
  stdin: process.stdin,
  stdout: Object.assign(Object.create(process.stdout) as Terminal['stdout'], stdout),
  stderr: process.stderr,
  env,
});

describe('textLook', () => {
  it('is as wide as the terminal, 80 where that has no size, and endless where there is none', () => {
    expect(textLook(terminal({ isTTY: true, columns: 132 })).columns).to.equal(132);
    expect(textLook(terminal({ isTTY: true, columns: 0 })).columns).to.equal(80);
    expect(textLook(terminal({ isTTY: undefined, columns: undefined })).columns).to.equal(Infinity);
  });

  it('has colours in a terminal alone, and only where they are wanted', () => {
    const paint = (isTTY: boolean, env = {}) => textLook(terminal({ isTTY, columns: 80 }, env)).paint;
    expect(paint(true)).to.equal(colourPaint);
    expect(paint(false)).to.equal(plainPaint);
    expect(paint(true, { NO_COLOR: '1' })).to.equal(plainPaint);
    expect(paint(true, { NO_COLOR: '' })).to.equal(colourPaint);
    expect(paint(true, { TERM: 'dumb' })).to.equal(plainPaint);
  });

  it('shows what a terminal would obey, in lines too, but for the colours', () => {
    expect(visible('a\x1b[2Jb\r\nc\x9b\x7fé€')).to.equal('a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFD\uFFFDé€');
    expect(lineText([['a\x07'], ['b', 'good', 'strong']], (style, text) => `<${style} ${text}>`)).to.equal(
      'a\uFFFD<strong <good b>>',
    );
  });

  it('breaks lines between words, and no word', () => {
    expect(wrapWords('to be or not', 5)).to.deep.equal(['to be', 'or', 'not']);
    expect(wrapWords('a 0123456789 b c', 3)).to.deep.equal(['a', '0123456789', 'b c']);
    expect(wrapWords('to be or not', Infinity)).to.deep.equal(['to be or not']);
    expect(wrapWords('', 5)).to.deep.equal(['']);
  });
});
