import { venueIdOf, type Amendment } from '../../../src/orders/index.js';
import { expectSame, inText, type Step } from './steps.js';

/** Law 6: an order keeps the first of our ids and every id of the venue's, and knows which one it has now. */
export function expectIdsKept(steps: readonly Step[]): void {
  let clientId: string | undefined;
  const ids = new Set<string>();
  const links: Pick<Amendment, 'previousVenueId' | 'venueId'>[] = [];
  for (const { input, order } of steps) {
    if (input._tag === 'clock') continue;
    clientId ??= input.clientId;
    if (input.venueId !== undefined) ids.add(input.venueId);
    if (input._tag === 'amended') {
      ids.add(input.previousVenueId);
      if (input.previousVenueId !== input.venueId && !links.some(({ venueId }) => venueId === input.venueId))
        links.push(input);
    }
    expectSame(order.clientId, clientId);
    expectSame(inText([...order.venueIds].sort()), inText([...ids].sort()));
    const former = links.map(({ previousVenueId }) => previousVenueId);
    const current = [...ids].filter((id) => !former.some((other) => other === id));
    if (current.length === 1) expectSame(venueIdOf(order), current[0]);
    expectSame(
      inText(order.amendments.map(({ venueId }) => venueId)),
      inText(links.map(({ venueId }) => venueId)),
    );
  }
}
