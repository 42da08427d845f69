/** The file beside a recording that tells of it: `NAME.meta.json` of `NAME.ndjson` and `NAME.ndjson.gz`. */
export const metaFileOf = (recording: string): string =>
  `${recording.replace(/\.ndjson(?:\.gz)?$/, '')}.meta.json`;
