export {
  escapeCharacter,
  escapeUnprintable,
  MAX_NAME_LENGTH,
  MAX_TEXT_LENGTH,
  printable,
} from './printable.ts';
export { shellWord } from './shell-word.ts';
