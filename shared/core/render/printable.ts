export { escapeCharacter, MAX_NAME_LENGTH, MAX_TEXT_LENGTH, printable } from '../text/index.ts';
