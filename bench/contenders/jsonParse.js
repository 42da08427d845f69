/**
 * The yardstick: `JSON.parse` of each frame and one property read, so that the result is used. It keeps no book.
 * @type {import('./index.js').Contender}
 */
export const jsonParse = {
  hasBooks: false,
  create() {
    let ids = 0;
    const unread = () => {
      throw new Error('JSON.parse keeps no book');
    };
    return {
      snapshot: unread,
      onFrame(text) {
        ids += JSON.parse(text).data.u;
      },
      readBest: unread,
      top: unread,
      close() {
        if (!(ids > 0)) throw new Error('the frames were not parsed');
      },
    };
  },
};
