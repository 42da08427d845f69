declare const brand: unique symbol;

/** A `Base` that only its own constructor makes, so that a symbol is never passed where a trade id is wanted. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
