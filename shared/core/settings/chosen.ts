import { DEFAULT_SETTINGS } from './default-settings.ts';
import { OPTION_ROWS } from './options.ts';
import type { JsonValue } from './placed.ts';
import type { Settings } from './settings.ts';

/** An option that somebody decided, as people write it. */
export interface Chosen {
  readonly name: string;
  readonly value: JsonValue;
}

/** What settings decide otherwise than the defaults, in the order of the table. */
export function chosenIn(settings: Settings): readonly Chosen[] {
  return OPTION_ROWS.flatMap((one) => {
    const value = one.written(settings);
    const isDefault = JSON.stringify(value) === JSON.stringify(one.written(DEFAULT_SETTINGS));
    return isDefault ? [] : [{ name: one.name, value }];
  });
}
