const PLAIN = /^[\w./:@%+=,-]+$/u;

/** One argument for a POSIX shell. Names come from the input: a quote inside one must not end the argument. */
export const quoted = (text: string): string =>
  PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
