import { type CheckNames, placed, readSettings, type Settings } from '../../core/settings/index.ts';
import { comparePlaces, type DocumentFault } from './read-documents.ts';
import { readYaml } from './read-yaml.ts';

export interface ConfigurationText {
  readonly settings: Settings;
  readonly faults: readonly DocumentFault[];
}

/** The settings of a configuration file; an empty one decides nothing. */
export function readConfiguration(
  { file, text }: { readonly file: string; readonly text: string },
  checks: CheckNames,
): ConfigurationText {
  const yaml = readYaml(text);
  const [document = placed(null, 1), ...others] = yaml.documents;
  const { settings, faults } = readSettings(document, checks);
  const more = others.map(({ line }) => ({ line, message: 'a configuration is one document' }));
  return {
    settings,
    faults: [...yaml.faults, ...faults, ...more]
      .map(({ line, message }) => ({ file, line, message }))
      .toSorted(comparePlaces),
  };
}
