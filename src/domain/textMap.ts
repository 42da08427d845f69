/** Bits of the hash that choose the way at each step of the trie. With more of them, a change copies more. */
const BITS = 3;
const WAYS = 1 << BITS;
const MASK = WAYS - 1;

/** An entry, and further ones whose keys have the same hash: seldom any. */
class Leaf<V> {
  constructor(
    readonly hash: number,
    readonly key: string,
    readonly value: V,
    readonly next: Leaf<V> | undefined,
  ) {}
}

/** What there is on each way. Never changed once a map has it. */
type Branch<V> = Node<V>[];

type Node<V> = Leaf<V> | Branch<V> | undefined;

/**
 * An immutable map from texts: a changed one shares all with the one before it but the way to the change (a hash trie
 * of eight ways a step). For the orders of a book, of which there may be a hundred thousand and one changes at a time.
 */
export class TextMap<V> {
  private constructor(
    private readonly root: Node<V>,
    readonly size: number,
  ) {}

  static empty<V>(): TextMap<V> {
    return new TextMap<V>(undefined, 0);
  }

  /** All at once, which is several times faster than one after the other. */
  static from<V>(entries: ReadonlyMap<string, V>): TextMap<V> {
    let root: Node<V>;
    for (const [key, value] of entries) {
      root = put(root, new Leaf(hashOf(key), key, value, undefined), 0, assigned);
    }
    return new TextMap(root, entries.size);
  }

  get(key: string): V | undefined {
    return find(this.root, key, hashOf(key));
  }

  /** With `value` at `key`, whatever was there. */
  set(key: string, value: V): TextMap<V> {
    const hash = hashOf(key);
    const root = put(this.root, new Leaf(hash, key, value, undefined), 0, replaced);
    return new TextMap(root, find(this.root, key, hash) === undefined ? this.size + 1 : this.size);
  }

  /** Without `key`; itself where it is not there. */
  delete(key: string): TextMap<V> {
    const hash = hashOf(key);
    if (find(this.root, key, hash) === undefined) return this;
    return new TextMap(without(this.root, key, hash, 0), this.size - 1);
  }

  entries(): IterableIterator<readonly [key: string, value: V]> {
    return entriesOf(this.root);
  }
}

/** FNV-1a, 32 bits, over the code units: ids in a row come out as far apart as ids at random. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // The low bits of FNV-1a depend on the low bits of the text alone, and these choose the first ways.
  return hash ^ (hash >>> 15);
}

const wayOf = (hash: number, shift: number): number => (hash >>> shift) & MASK;

function find<V>(root: Node<V>, key: string, hash: number): V | undefined {
  let node = root;
  for (let shift = 0; Array.isArray(node); shift += BITS) node = node[wayOf(hash, shift)];
  while (node !== undefined && node.key !== key) node = node.next;
  return node?.value;
}

/** How a branch gets another node on one of its ways. */
type Change = <V>(branch: Branch<V>, way: number, node: Node<V>) => Branch<V>;

/** For branches that are not known to be anybody's alone. */
const replaced: Change = (branch, way, node) => assigned(branch.slice(), way, node);

const assigned: Change = (branch, way, node) => {
  branch[way] = node;
  return branch;
};

function put<V>(node: Node<V>, leaf: Leaf<V>, shift: number, change: Change): Node<V> {
  if (node === undefined) return leaf;
  if (node instanceof Leaf && node.hash === leaf.hash) return putLeaf(node, leaf);
  const branch = node instanceof Leaf ? replaced<V>(NOWHERE, wayOf(node.hash, shift), node) : node;
  const way = wayOf(leaf.hash, shift);
  return change(branch, way, put(branch[way], leaf, shift + BITS, change));
}

const NOWHERE: Branch<never> = new Array<undefined>(WAYS).fill(undefined);

/** The entries of one hash with that of a new leaf, which replaces one of its key. */
const putLeaf = <V>(entries: Leaf<V>, { hash, key, value }: Leaf<V>): Leaf<V> =>
  new Leaf(hash, key, value, withoutKey(entries, key));

/** The entries of one hash without that of a key, if there is one. */
function withoutKey<V>(entries: Leaf<V> | undefined, key: string): Leaf<V> | undefined {
  if (entries === undefined || entries.key === key) return entries?.next;
  return new Leaf(entries.hash, entries.key, entries.value, withoutKey(entries.next, key));
}

/** The node without a key that is in it; undefined where nothing else was. */
function without<V>(node: Node<V>, key: string, hash: number, shift: number): Node<V> {
  if (node === undefined) return undefined;
  if (node instanceof Leaf) return withoutKey(node, key);
  const way = wayOf(hash, shift);
  const child = without(node[way], key, hash, shift + BITS);
  const branch = replaced(node, way, child);
  return Array.isArray(child) ? branch : simplest(branch);
}

/** A branch of one leaf is that leaf, so that a map's shape depends on what is in it alone. */
function simplest<V>(branch: Branch<V>): Node<V> {
  let only: Node<V>;
  for (const node of branch) {
    if (node === undefined) continue;
    if (only !== undefined || !(node instanceof Leaf)) return branch;
    only = node;
  }
  return only;
}

/** One generator, whatever the depth: nested ones cost each entry as many steps as it lies deep. */
function* entriesOf<V>(root: Node<V>): IterableIterator<readonly [key: string, value: V]> {
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) for (let way = WAYS - 1; way >= 0; way--) waiting.push(node[way]);
    else for (let leaf = node; leaf !== undefined; leaf = leaf.next) yield [leaf.key, leaf.value];
  }
}
