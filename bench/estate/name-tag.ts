import type { Json } from './json.ts';

/** The tag that the console shows as a resource's name. */
export function nameTag(name: string): Json {
  return [{ Key: 'Name', Value: name }];
}
