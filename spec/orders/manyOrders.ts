import fc from 'fast-check';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import type { OneOrderInput, OrderInput } from '../../src/orders/index.js';
import { chaos } from './chaos.js';

/** By which ids an input names its order; `crossed`: by those of two. */
const naming = fc.constantFrom('both', 'client', 'venue', 'venue', 'crossed');
type Naming = typeof naming extends fc.Arbitrary<infer T> ? T : never;

/** As an input of order `n`, whose venue ids begin with its number. */
function ofOrder(input: OneOrderInput, n: number, by: Naming): OneOrderInput {
  const client = clientOrderId(`c${n}`);
  const at = (id: string) => orderId(`${by === 'crossed' ? n + 1 : n}-${id}`);
  if (input._tag === 'submitRequested') return { ...input, clientId: client };
  if (input._tag === 'amended') {
    const { venueId, previousVenueId } = input;
    return { ...input, clientId: client, venueId: at(venueId), previousVenueId: at(previousVenueId) };
  }
  return {
    ...input,
    clientId: by === 'venue' ? undefined : client,
    venueId: by === 'client' ? undefined : at(input.venueId ?? 'v1'),
  };
}

/** Anything of a few orders in turns, by either id. */
export const manyOrders = (): fc.Arbitrary<readonly OrderInput[]> =>
  fc
    .tuple(
      fc.array(chaos, { minLength: 1, maxLength: 3 }),
      fc.array(naming, { minLength: 40, maxLength: 40 }),
    )
    .map(([all, names]) => {
      const longest = Math.max(...all.map(({ length }) => length));
      return Array.from({ length: longest }, (_, turn) =>
        all.flatMap((inputs, n) =>
          inputs
            .slice(turn, turn + 1)
            .map((input) =>
              input._tag === 'clock' ? input : ofOrder(input, n, names[(turn * 3 + n) % names.length]!),
            ),
        ),
      ).flat();
    });
