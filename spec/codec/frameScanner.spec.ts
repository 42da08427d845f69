import { expect } from 'chai';

import { FrameScanner } from '../../src/codec/index.js';

const scannerOf = (text: string): FrameScanner => {
  const scanner = new FrameScanner();
  scanner.start(text);
  return scanner;
};

describe('FrameScanner', () => {
  it('reads piece by piece, to the end', () => {
    const scanner = scannerOf('{"id":12,"name":"x y","bids":[["1.50","2"],["1","0.3"]],"asks":[]}');
    scanner.expect('{"id":');
    expect(scanner.integer()).to.equal(12);
    expect(scanner.skip(',"none":')).to.equal(false);
    expect(scanner.skip(',"name":"')).to.equal(true);
    expect(scanner.string()).to.equal('x y');
    scanner.expect('","bids":');
    expect(scanner.levels()?.numbers).to.deep.equal([1.5, 2, 1, 0.3]);
    expect(scanner.end()).to.equal(false);
    scanner.expect(',"asks":');
    expect(scanner.levels()?.length).to.equal(0);
    scanner.expect('}');
    expect(scanner.end()).to.equal(true);
  });

  it('does nothing more once a piece is not as expected', () => {
    const scanner = scannerOf('1,"a",[["1","2"]]');
    scanner.expect('2');
    expect(scanner.ok).to.equal(false);
    expect(scanner.skip('1')).to.equal(false);
    expect(scanner.integer()).to.equal(0);
    expect(scanner.string()).to.equal('');
    expect(scanner.levels()).to.equal(undefined);
    expect(scanner.end()).to.equal(false);
    scanner.start('1');
    expect(scanner.integer()).to.equal(1);
    expect(scanner.end()).to.equal(true);
  });

  for (const text of ['', '-1', '1.5', '1e3', '01', '1000000000000000', '1234567890123456', '"1"']) {
    it(`takes ${JSON.stringify(text)} for no integer, or not for all of one`, () => {
      const scanner = scannerOf(text);
      scanner.integer();
      expect(scanner.end()).to.equal(false);
    });
  }

  for (const text of ['no end', 'a\\"b"', 'a\nb"']) {
    it(`takes ${JSON.stringify(text)} for no plain text`, () => {
      const scanner = scannerOf(text);
      expect(scanner.string()).to.equal('');
      expect(scanner.ok).to.equal(false);
    });
  }

  for (const [number, value] of [
    ['0', 0],
    ['7', 7],
    ['10', 10],
    ['0.0', 0],
    ['0.5', 0.5],
    ['0.05', 0.05],
    ['10.0', 10],
    ['100.010', 100.01],
    ['0.0000000000000000000001', 1e-22],
    ['999999999999999', 999_999_999_999_999],
    ['99999999999999.9', 99_999_999_999_999.9],
  ] as const) {
    it(`reads ${number} as a price and as a size`, () => {
      expect(scannerOf(`[["${number}","1"],["2","${number}"]]`).levels()?.numbers).to.deep.equal([
        value,
        1,
        2,
        value,
      ]);
    });
  }

  for (const number of [
    '',
    '.',
    '1.',
    '0.',
    '10.',
    '.5',
    '1..5',
    '1.5.',
    '00',
    '01',
    '00.5',
    '1e5',
    '1.e5',
    '1.5e5',
    '1E5',
    '-0',
    '+1',
    ' 1',
    '1 ',
    'NaN',
    '1000000000000000',
    '100000000000000.0',
    '0.00000000000000000000001',
  ]) {
    it(`takes ${JSON.stringify(number)} for no price and no size`, () => {
      expect(scannerOf(`[["${number}","1"]]`).levels()).to.equal(undefined);
      expect(scannerOf(`[["1","${number}"]]`).levels()).to.equal(undefined);
    });
  }

  for (const text of [
    '',
    '[',
    '[["1","2"]',
    '[["1","2"],]',
    '[["1","2"];["1","2"]]',
    '[["1"]]',
    '[[1,2]]',
    '[["1","2","3"]]',
    '[["1" ,"2"]]',
    '[["x","2"]]',
    '[["1","-2"]]',
    '[["1","2",]]',
    '{}',
  ]) {
    it(`takes ${text === '' ? 'nothing' : text} for no levels, and keeps none of them`, () => {
      const scanner = scannerOf(text);
      expect(scanner.levels()).to.equal(undefined);
      expect(scanner.ok).to.equal(false);
      scanner.start('[["5","6"]]');
      expect(scanner.levels()?.numbers).to.deep.equal([5, 6]);
    });
  }
});
