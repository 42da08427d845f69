import { expect } from 'chai';

import type { BookDiff, BookSnapshot } from '../../src/domain/index.js';
import { stampedLocally, stampedLocallyRule } from '../../src/sequence/index.js';
import { diffOf, SNAPSHOT_REQUESTED, snapshotAt } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { afterMessages, eventsOf } from '../support/sequences.js';

const diff = (receivedAt: number): BookDiff => diffOf(undefined, undefined, { receivedAt });
const snapshot = (receivedAt: number, via: BookSnapshot['via'] = 'stream'): BookSnapshot =>
  snapshotAt(undefined, { receivedAt, via });

/** What each message meant, with the stamps of the diffs that it joined. */
const events = (...messages: Parameters<typeof eventsOf>[1]) =>
  eventsOf(stampedLocallyRule, messages).map((event) =>
    event._tag === 'joined' || event._tag === 'healed'
      ? `${event._tag} [${event.diffs.map(({ receivedAt }) => receivedAt).join(', ')}]`
      : event._tag,
  );

describe('stampedLocally', () => {
  it('applies what is stamped after the snapshot, and drops what was held from before it', () => {
    expect(events(diff(1.25), diff(2.5), snapshot(3), diff(3.5), diff(4))).to.deep.equal([
      'held',
      'held',
      'joined []',
      'applied',
      'applied',
    ]);
    expect(afterMessages(stampedLocallyRule, [diff(1), diff(2), snapshot(3)]).event).to.include({ stale: 2 });
  });

  it('goes by the stamp, not by the place: a held diff stamped after the snapshot joins it', () => {
    expect(events(diff(2), diff(5), snapshot(3))).to.deep.equal(['held', 'held', 'joined [5]']);
    expect(events(snapshot(3), diff(2), diff(4))).to.deep.equal(['joined []', 'stale', 'applied']);
  });

  it('goes by the order of arrival where stamps are equal', () => {
    expect(events(diff(3), snapshot(3), diff(3), diff(3))).to.deep.equal([
      'held',
      'joined []',
      'applied',
      'applied',
    ]);
  });

  it('never weighs diffs against each other', () => {
    expect(events(snapshot(3), diff(9), diff(4), diff(9), diff(2))).to.deep.equal([
      'joined []',
      'applied',
      'applied',
      'applied',
      'stale',
    ]);
    expect(afterMessages(stampedLocallyRule, [snapshot(3), diff(9)])).to.include({ position: 3 });
  });

  it('starts the book anew from each later snapshot on the stream, and heals it with one that was asked for', () => {
    expect(events(snapshot(3), diff(4), snapshot(5), diff(6))).to.deep.equal([
      'joined []',
      'applied',
      'joined []',
      'applied',
    ]);
    expect(events(snapshot(3), SNAPSHOT_REQUESTED, diff(4), snapshot(5, 'request'), diff(6))).to.deep.equal([
      'joined []',
      'snapshotRequested',
      'applied',
      'healed []',
      'applied',
    ]);
  });

  const messages = [snapshot(3), diff(4), diff(2), snapshot(5), diff(6)];

  it('says of each message what it means', () => {
    expect(outputsOf(stampedLocally(), messages)).to.deep.equal(eventsOf(stampedLocallyRule, messages));
    const full = outputsOf(stampedLocally({ holdLimit: 1 }), [diff(1), diff(2)]);
    expect(full.map(({ _tag }) => _tag)).to.deep.equal(['held', 'gap']);
  });

  itKeepsTheChecklist(stampedLocally, messages);
});
