import { CHECKS } from '../core/checks/index.ts';
import type { DocumentView } from '../core/estate/index.ts';
import { EXPIRES_SOON_MS, type SuppressionUse } from '../core/findings/index.ts';
import type { EpochMs } from '../core/model/index.ts';
import type { AuditFacts, DocumentFacts } from '../core/render/index.ts';
import { chosenIn, type Settings, STORE_SERVICES } from '../core/settings/index.ts';

/** What of the configuration a reader has to know to trust a report: what was not looked at, and what was changed. */
export const configurationOf = (settings: Settings): AuditFacts['configuration'] => ({
  stores: settings.stores,
  storesLeftOut: STORE_SERVICES.filter((service) => !settings.stores.includes(service)),
  checksOff: CHECKS.filter(({ id }) => settings.disabledChecks.has(id)),
  settings: chosenIn(settings),
});

function intentStatus(
  { document: { expiresAt }, stores, isWhole }: DocumentView,
  now: EpochMs,
): DocumentFacts['status'] {
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  if (stores.length === 0) return isWhole ? 'matches-nothing' : 'not-judged';
  return expiresAt !== null && expiresAt - now <= EXPIRES_SOON_MS ? 'expires-soon' : 'active';
}

/** A document of intent as one of the documents of the report. */
export const intentRow = (view: DocumentView, now: EpochMs): DocumentFacts => ({
  kind: 'DataStoreAccess',
  name: view.document.name,
  place: view.document.place,
  expiresAt: view.document.expiresAt,
  status: intentStatus(view, now),
  matched: view.stores.length,
  idle: view.idle,
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
