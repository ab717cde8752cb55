import { sha256Hex } from '../../findings/index.ts';

/** The digest of a style or script as a policy names it. */
function source(text: string): string {
  const bytes = sha256Hex(text).match(/../g) ?? [];
  const raw = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  return `'sha256-${btoa(raw)}'`;
}

/**
 * Nothing may be loaded, sent, framed or run, but the one style and the one script that stand in the file; not even the
 * script can write markup. `data:` is for the icon alone.
 */
export const securityPolicy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `style-src ${source(style)}`,
    `script-src ${source(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
