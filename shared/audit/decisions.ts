import { CHECKS } from '../core/checks/index.ts';
import type { SuppressionUse } from '../core/findings/index.ts';
import type { AuditFacts, DocumentFacts } from '../core/render/index.ts';
import { chosenIn, type Settings, STORE_SERVICES } from '../core/settings/index.ts';

/** What of the configuration a reader has to know to trust a report: what was not looked at, and what was changed. */
export const configurationOf = (settings: Settings): AuditFacts['configuration'] => ({
  stores: settings.stores,
  storesLeftOut: STORE_SERVICES.filter((service) => !settings.stores.includes(service)),
  checksOff: CHECKS.filter(({ id }) => settings.disabledChecks.has(id)),
  settings: chosenIn(settings),
});

/** A suppression as one of the documents of the report. */
export const documentOf = ({ suppression, status, matched }: SuppressionUse): DocumentFacts => ({
  kind: 'Suppression',
  name: suppression.name,
  place: suppression.place,
  expiresAt: suppression.expiresAt,
  status,
  matched,
  idle: [],
});
