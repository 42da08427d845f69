import { expect } from 'chai';
import {
  debounceTime,
  EMPTY,
  finalize,
  identity,
  interval,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  of,
  throwError,
  timer,
  zip,
} from 'rxjs';

import { MarbleAssertionError, MarbleFileError, parseMarbles, runMarbles } from '../../src/testing/index.js';
import type { MarbleCodecs, MarbleOperators } from '../../src/testing/index.js';

describe('runMarbles', () => {
  const run = (text: string, operators: MarbleOperators, codecs?: MarbleCodecs) => () =>
    runMarbles(parseMarbles(text, 'folder/case.txt'), operators, codecs);

  const id: MarbleOperators = { id: () => identity };

  /** The failed comparison itself, for its fields. */
  function failure(text: string, operators: MarbleOperators, codecs?: MarbleCodecs): MarbleAssertionError {
    try {
      run(text, operators, codecs)();
    } catch (error) {
      if (error instanceof MarbleAssertionError) return error;
      throw error;
    }
    throw new Error('the comparison passed');
  }

  it('shows both diagrams, file and line where the expectation is wrong', () => {
    const text = '-a-(bc)-|\na := {"y":1,"x":2}\nb := 2\nc := 3\n\n> id()\n\n-a-(cb)#\n# := "gap"\n';
    const error = failure(text, id);
    expect(error.message).to.equal(
      'folder/case.txt:8: id does not give the expected diagram -a-(cb)#\n' +
        'expected:\n  1: {"x":2,"y":1}\n  3: 3\n  3: 2\n  7: # "gap"\n' +
        'actual:\n  1: {"x":2,"y":1}\n  3: 2\n  3: 3\n  8: |',
    );
    expect(error).to.include({
      name: 'AssertionError',
      showDiff: true,
      fileName: 'folder/case.txt',
      line: 8,
      actual: '1: {"x":2,"y":1}\n3: 2\n3: 3\n8: |',
      expected: '1: {"x":2,"y":1}\n3: 3\n3: 2\n7: # "gap"',
    });
  });

  it('tells apart never, empty, error and a value', () => {
    const streams = {
      '---': NEVER,
      '---|': EMPTY,
      '---#': throwError(() => 'error'),
      '---(a|)': of('a'),
    };
    for (const diagram of Object.keys(streams)) {
      for (const [given, stream$] of Object.entries(streams)) {
        const check = run(`-\n\n> late()\n\n${diagram}\n`, {
          late: () => () => timer(3).pipe(mergeMap((): Observable<string> => stream$)),
        });
        if (given === diagram) expect(check, diagram).not.to.throw();
        else expect(check, `${given} is not ${diagram}`).to.throw(MarbleAssertionError);
      }
    }
  });

  it('says so where one of the two diagrams is empty', () => {
    expect(failure('-a\n\n> mute()\n\n-a\n', { mute: () => () => NEVER }).actual).to.equal('nothing');
    expect(failure('-\n\n> talk()\n\n-\n', { talk: () => () => of(1) }).expected).to.equal('nothing');
  });

  it('sees what comes after the end of the diagram, and cuts what does not end', () => {
    const late = () => (source: Observable<string>) => merge(source, timer(9_000));
    expect(failure('-a|\n\n> late()\n\n-a\n', { late }).actual).to.equal('1: "a"\n9000: 0\n9000: |');
    const { actual } = failure('-a|\n\n> tick()\n\n-\n', { tick: () => () => interval(1) });
    expect(actual.split('\n')).to.have.length(21).and.to.include('1: 0').and.to.include('and 9983 more');
  });

  it('compares errors by their message, others as they are, or by the codec', () => {
    const text = (error: string) => `a\n\n> fail()\n\n#\n# := ${error}\n`;
    const fail = (error: unknown): MarbleOperators => ({ fail: () => () => throwError(() => error) });
    run(text('"no"'), fail(new RangeError('no')))();
    run(text('{"_tag":"gap","last":2}'), fail({ last: 2, _tag: 'gap', first: undefined }))();
    run(text('null'), fail(null))();
    run(text('"RangeError"'), fail(new RangeError('no')), { error: (error: Error) => error.name })();
    expect(failure(text('"yes"'), fail(new Error('no'))).actual).to.equal('0: # "no"');
    expect(failure(text('{"_tag":"gap"}'), fail({ _tag: 'stale' })).actual).to.equal('0: # {"_tag":"stale"}');
  });

  it('hands the arguments over as JSON', () => {
    const seen: unknown[] = [];
    const held = (...args: unknown[]) => {
      seen.push(...args);
      return identity;
    };
    run('a\n\n> held({"limit": 2}, [1, "b)"], null)\n\na\n', { held })();
    expect(seen).to.deep.equal([{ limit: 2 }, [1, 'b)'], null]);
  });

  it('keeps virtual time for operators with and without a scheduler', () => {
    const text = (name: string) => `-ab----c|\n\n> ${name}(3)\n\n-----b--(c|)\n`;
    run(text('plain'), { plain: (ms: number) => debounceTime(ms) })();
    run(text('given'), {
      given:
        (ms: number) =>
        (source, { scheduler }) =>
          source.pipe(debounceTime(ms, scheduler)),
    })();
    const slow = { slow: (ms: number) => debounceTime(ms + 1) };
    expect(failure(text('slow'), slow).actual).to.equal('6: "b"\n8: "c"\n8: |');
  });

  it('shows the frame as the time of the scheduler', () => {
    run('--a--b\na := 2\nb := 5\n\n> clock()\n\n--a--b\n', {
      clock:
        () =>
        (source, { scheduler }) =>
          source.pipe(map(() => scheduler.now())),
    })();
  });

  it('decodes inputs and projects outputs, with the codecs of the operator before the common ones', () => {
    const text =
      '-a\na := "1"\n\n-b\ntitle = other\nb := "2"\n\n> big()\n\n-(ab)\na := "1n"\nb := "2n other"\n';
    const big = {
      operator:
        () =>
        (source: Observable<bigint>, { input }: { input: (title: string) => Observable<never> }) =>
          merge(source.pipe(map((value) => ({ value, from: '' }))), input('other')),
      input: (digits: string, title: string | undefined) =>
        title === undefined ? BigInt(digits) : { value: BigInt(digits), from: ` ${title}` },
    };
    const output = ({ value, from }: { value: bigint; from: string }) => `${value}n${from}`;
    run(text, { big }, { input: () => 'not this one', output })();
    expect(failure(text, { big: { ...big, output: () => 0 } }, { output }).actual).to.equal('1: 0\n1: 0');
  });

  describe('with two inputs', () => {
    const text = (settings: string, expected: string) =>
      `-a--b\ntitle = diffs\n\nx---y\ntitle = books\n${settings}\n> join()\n\n${expected}\n`;
    const join: MarbleOperators = {
      join:
        () =>
        (source, { input }) =>
          merge(source, timer(2).pipe(mergeMap(() => input('books')))),
    };

    it('starts a cold one at its subscription and a hot one at frame 0', () => {
      run(text('', '-ax-b-y'), join)();
      expect(failure(text('', '-ax-y'), join).actual).to.equal('1: "a"\n2: "x"\n4: "b"\n6: "y"');
      run(text('hot\n', '-a--(yb)'), join)();
    });

    it('tells the codecs at which frame a value comes and goes, whenever a cold input is subscribed', () => {
      const stamped: MarbleCodecs = {
        input: (json: string, title, { frame }) => `${json} of ${title ?? 'source'} at ${frame}`,
        output: (value: string, { frame }) => `${value}, seen at ${frame}`,
      };
      const stampedText = (settings: string, expected: string) =>
        `a-\na := "A"\n\nx---y\ntitle = books\nx := "X"\ny := "Y"\n${settings}\n> join()\n\n${expected}\n`;
      const a = 'a := "A of source at 0, seen at 0"\n';
      const y = (frame: number) => `y := "Y of books at ${frame}, seen at ${frame}"\n`;
      const x = 'x := "X of books at 2, seen at 2"\n';
      run(stampedText('', `a-x---y\n${a}${x}${y(6)}`), join, stamped)();
      run(stampedText('hot\n', `a---y\n${a}${y(4)}`), join, stamped)();
    });

    it('decodes a marble once a frame, for all who see it, and before the run at its own place', () => {
      const seen: string[] = [];
      const codec = (json: string, _: unknown, { frame }: { frame: number }) => {
        seen.push(`${json}${frame}`);
        return { json };
      };
      const both = () => (source: Observable<object>) => zip(source, source).pipe(map(([a, b]) => a === b));
      run('-a-a\na := "a"\n\n> both()\n\n-t-t\nt := true\n', { both }, { input: codec })();
      expect(seen).to.deep.equal(['a1', 'a3']);
    });

    it('refuses what a codec refuses in an input that is not subscribed', () => {
      const check = run(
        '-\n\n-x\ntitle = books\n\n> never()\n\n-\n',
        {
          never:
            () =>
            (_, { input }) => {
              input('books');
              return NEVER;
            },
        },
        {
          input: () => {
            throw new RangeError('no');
          },
        },
      );
      expect(check).to.throw(MarbleFileError, "folder/case.txt:3: 'x' of books at frame 1: RangeError: no");
    });

    it('refuses what a codec refuses at the moment of emission only', () => {
      const input = (json: string, _: unknown, { frame }: { frame: number }) => {
        if (json === 'x' && frame > 0) throw new RangeError('late');
        return json;
      };
      expect(run(text('', '-ax-b-y'), join, { input })).to.throw(
        MarbleFileError,
        "folder/case.txt:4: 'x' of books at frame 2: RangeError: late",
      );
    });

    it('compares the subscriptions that an input says', () => {
      run(text('subscription = --^\n', '-ax-b-y'), join)();
      run(text('subscription = --^--!\n', '-ax-b\nsubscription = ^----!'), join)();
      const error = failure(text('subscription = ^----!\n', '-ax-b\nsubscription = ^----!'), join);
      expect(error.message).to.equal(
        'folder/case.txt:4: join does not subscribe to books as expected x---y\n' +
          'expected:\n  from 0 to 5\nactual:\n  from 2 to 5',
      );
      expect(failure(text('subscription = -\n', '-ax-b-y'), join)).to.include({
        expected: 'nothing',
        actual: 'from 2 on',
      });
    });

    it('refuses an input that the file does not have, and one that is never asked for', () => {
      expect(run('a\n\n> join()\n\na--\n', join)).to.throw(
        MarbleFileError,
        'folder/case.txt:3: join asks for the input books, which is not there',
      );
      expect(run('a\n\n-\ntitle = books\n\n> id()\n\na\n', id)).to.throw(
        MarbleFileError,
        'folder/case.txt:6: id never asks for the input books',
      );
    });
  });

  it('subscribes and unsubscribes when the expected diagram says so', () => {
    run('-a-b-c\nhot\nsubscription = --^--!\n\n> id()\n\n---b--\nsubscription = --^--!\n', id)();
    const all = failure('-a-b-c\nhot\n\n> id()\n\n---b--\n', id);
    expect(all.actual).to.equal('1: "a"\n3: "b"\n5: "c"');
  });

  it('releases everything at the end of a run', () => {
    let released = 0;
    run('a\n\n> open()\n\na\n', { open: () => finalize(() => released++) })();
    expect(released).to.equal(1);
  });

  it('refuses an unknown operator and names the known ones', () => {
    const text = 'a\n\n> toString()\n\na\n';
    expect(run(text, { late: () => identity, id: () => identity })).to.throw(
      MarbleFileError,
      /^folder\/case\.txt:3: unknown operator toString: known are id, late$/,
    );
    expect(run(text, {})).to.throw(MarbleFileError, /: none is known$/);
  });

  it('refuses what goes on without an end or leaks a timer', () => {
    const poll = () => () => interval(7).pipe(mergeMap(() => EMPTY));
    const text = '-\n\n> poll()\n\n----\n';
    expect(run(text, { poll })).to.throw(MarbleFileError, /:3: poll goes on after 10000 frames/);
    const unsubscribed = `${text}subscription = ^---!\n`;
    run(unsubscribed, { poll })();
    const leaky = () => () =>
      new Observable(() => {
        interval(7).subscribe();
      });
    expect(run(unsubscribed, { poll: leaky })).to.throw(MarbleFileError, /poll goes on/);
  });

  it('refuses emitted values that JSON would lose in silence', () => {
    class Level {
      readonly #price = 1;
      price = () => this.#price;
    }
    const cyclic: unknown[] = [];
    cyclic.push({ cyclic });
    const values: readonly (readonly [unknown, string])[] = [
      [undefined, 'undefined'],
      [{ id: 1n }, 'bigint at .id'],
      [[0, NaN], 'NaN at [1]'],
      [{ levels: new Map() }, 'Map at .levels'],
      [new Level(), 'Level'],
      [of(1), 'Observable'],
      [cyclic, 'cycle at [0].cyclic'],
    ];
    for (const [value, what] of values) {
      const operators = { emit: () => map(() => value) };
      expect(run('--a\n\n> emit()\n\n--a\n', operators)).to.throw(
        MarbleFileError,
        `folder/case.txt:3: emit emits a value at frame 2: TypeError: no JSON value: ${what}`,
      );
    }
  });

  it('takes for JSON what JSON.stringify takes: toJSON, and properties that are undefined', () => {
    const at = new Date(Date.UTC(2024, 0, 1));
    const text = '-a\na := 0\n\n> emit()\n\n-a\na := {"at":"2024-01-01T00:00:00.000Z","none":null}\n';
    run(text, { emit: () => map(() => ({ none: null, gone: undefined, at })) })();
    expect(failure(text, { emit: () => map(() => ({ at })) }).actual).to.equal(
      '1: {"at":"2024-01-01T00:00:00.000Z"}',
    );
  });

  it('passes on what an operator or a codec throws, with file and line', () => {
    const bug = new RangeError('limit is to be positive');
    const fail = () => {
      throw bug;
    };
    const text = 'a\n\n> id()\n\na\n';
    const runs = {
      factory: run(text, { id: fail }),
      operator: run(text, { id: () => fail }),
      input: run(text, id, { input: fail }),
      output: run(text, id, { output: fail }),
    };
    for (const [where, check] of Object.entries(runs)) {
      expect(check, where)
        .to.throw(MarbleFileError, /: RangeError: limit is to be positive$/)
        .with.property('cause', bug);
      expect(check, where).to.throw(`folder/case.txt:${where === 'input' ? 1 : 3}: `);
    }
  });
});
