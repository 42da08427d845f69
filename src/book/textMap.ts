/** Bits of the hash that choose the way at each step of the trie. */
const BITS = 5;
const MASK = (1 << BITS) - 1;

/** All entries whose keys have one hash. */
interface Leaf<V> {
  readonly hash: number;
  readonly entries: readonly (readonly [key: string, value: V])[];
}

/** Up to 32 children; `present` has a bit for each that there is. */
interface Branch<V> {
  readonly present: number;
  readonly children: readonly Node<V>[];
}

type Node<V> = Leaf<V> | Branch<V>;

/**
 * An immutable map from texts: a changed one shares all with the one before it but the way to the change (a hash array
 * mapped trie). For the orders of a book, of which there may be a hundred thousand and one changes at a time.
 */
export class TextMap<V> {
  private constructor(
    private readonly root: Node<V> | undefined,
    readonly size: number,
  ) {}

  static empty<V>(): TextMap<V> {
    return new TextMap<V>(undefined, 0);
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    let node = this.root;
    for (let shift = 0; node !== undefined && 'children' in node; shift += BITS) {
      const bit = bitOf(hash, shift);
      node = (node.present & bit) === 0 ? undefined : node.children[placeOf(node.present, bit)];
    }
    return node?.entries.find(([other]) => other === key)?.[1];
  }

  /** With `value` at `key`, whatever was there. */
  set(key: string, value: V): TextMap<V> {
    const leaf: Leaf<V> = { hash: hashOf(key), entries: [[key, value]] };
    const size = this.get(key) === undefined ? this.size + 1 : this.size;
    return new TextMap(this.root === undefined ? leaf : put(this.root, leaf, 0), size);
  }

  /** Without `key`; itself where it is not there. */
  delete(key: string): TextMap<V> {
    if (this.root === undefined || this.get(key) === undefined) return this;
    return new TextMap(without(this.root, key, hashOf(key), 0), this.size - 1);
  }

  *entries(): IterableIterator<readonly [key: string, value: V]> {
    if (this.root !== undefined) yield* entriesOf(this.root);
  }
}

/** FNV-1a, 32 bits, over the code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // The low bits of FNV-1a depend on the low bits of the text alone, and these choose the first ways.
  return hash ^ (hash >>> 15);
}

const bitOf = (hash: number, shift: number): number => 1 << ((hash >>> shift) & MASK);

/** Among the children, that of a bit comes after those of the lower bits that are present. */
function placeOf(present: number, bit: number): number {
  let below = present & (bit - 1);
  below -= (below >>> 1) & 0x55555555;
  below = (below & 0x33333333) + ((below >>> 2) & 0x33333333);
  return Math.imul((below + (below >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function put<V>(node: Node<V>, leaf: Leaf<V>, shift: number): Node<V> {
  if ('children' in node) {
    const bit = bitOf(leaf.hash, shift);
    const at = placeOf(node.present, bit);
    if ((node.present & bit) === 0) {
      return { present: node.present | bit, children: node.children.toSpliced(at, 0, leaf) };
    }
    return {
      present: node.present,
      children: node.children.with(at, put(node.children[at]!, leaf, shift + BITS)),
    };
  }
  if (node.hash !== leaf.hash) return fork(node, leaf, shift);
  const [key] = leaf.entries[0]!;
  return { hash: node.hash, entries: [...node.entries.filter(([other]) => other !== key), ...leaf.entries] };
}

/** The branch that parts two leaves of different hashes, as deep as it needs to be. */
function fork<V>(a: Leaf<V>, b: Leaf<V>, shift: number): Branch<V> {
  const [bitOfA, bitOfB] = [bitOf(a.hash, shift), bitOf(b.hash, shift)];
  if (bitOfA === bitOfB) return { present: bitOfA, children: [fork(a, b, shift + BITS)] };
  const inOrder = bitOfA >>> 0 < bitOfB >>> 0;
  return { present: bitOfA | bitOfB, children: inOrder ? [a, b] : [b, a] };
}

/** The node without a key that is in it; undefined where nothing else was. */
function without<V>(node: Node<V>, key: string, hash: number, shift: number): Node<V> | undefined {
  if (!('children' in node)) {
    const entries = node.entries.filter(([other]) => other !== key);
    return entries.length === 0 ? undefined : { hash, entries };
  }
  const bit = bitOf(hash, shift);
  const at = placeOf(node.present, bit);
  const child = without(node.children[at]!, key, hash, shift + BITS);
  if (child === undefined) {
    const children = node.children.toSpliced(at, 1);
    return (
      onlyLeaf(children) ?? (children.length === 0 ? undefined : { present: node.present ^ bit, children })
    );
  }
  const children = node.children.with(at, child);
  return onlyLeaf(children) ?? { present: node.present, children };
}

/** A branch of one leaf is that leaf, so that a map's shape depends on what is in it alone. */
function onlyLeaf<V>(children: readonly Node<V>[]): Leaf<V> | undefined {
  const [only] = children;
  return children.length === 1 && only !== undefined && !('children' in only) ? only : undefined;
}

function* entriesOf<V>(node: Node<V>): IterableIterator<readonly [key: string, value: V]> {
  if (!('children' in node)) yield* node.entries;
  else for (const child of node.children) yield* entriesOf(child);
}
