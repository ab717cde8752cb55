import * as fc from 'fast-check';
import { UNKNOWN_REASONS } from '../../../../shared/core/model/index.ts';
import type {
  Cell,
  CheckRow,
  DoorRow,
  HtmlReport,
  ReachMatrix,
} from '../../../../shared/core/render/index.ts';
import { arbitraryReport, hostileText } from '../../../support/arbitrary-report.ts';
import { aMatrix } from '../../../support/matrix.ts';

const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(one, { maxLength: 3 });

const door = (): fc.Arbitrary<DoorRow> =>
  fc.record({
    store: hostileText(),
    name: hostileText(),
    engine: hostileText(),
    port: fc.nat({ max: 65_535 }),
    podManaged: fc.constantFrom(true, false, null),
  });

const cell = ({ store, port }: DoorRow): fc.Arbitrary<Cell> =>
  fc.record({
    cluster: hostileText(),
    namespace: hostileText(),
    workload: hostileText(),
    store: fc.constant(store),
    port: fc.constant(port),
    reach: fc.constantFrom('reachable', 'partial', 'blocked', 'unknown'),
    partialBecause: few(fc.constantFrom('return-ports', 'some-pods', 'some-subnets')),
    pods: fc.record({ reachable: fc.nat(), blocked: fc.nat(), unknown: fc.nat() }),
    intended: fc.constantFrom(true, false, null),
    path: fc.constantFrom('direct', 'rds-proxy'),
    through: fc.option(hostileText()),
    via: fc.constantFrom('branch', 'node-primary', 'host', 'unknown'),
    snat: fc.boolean(),
    egressRules: few(hostileText()),
    ingressRules: few(hostileText()),
    blockedBy: fc.constant(null),
    denials: few(
      fc.record({
        code: hostileText(),
        direction: fc.constantFrom('egress', 'ingress'),
        component: hostileText(),
      }),
    ),
    unknown: few(fc.constantFrom(...UNKNOWN_REASONS)),
  });

const matrix = (): fc.Arbitrary<ReachMatrix> =>
  fc
    .uniqueArray(door(), { maxLength: 3, selector: ({ store, port }) => `${port} ${store}` })
    .chain((stores) =>
      fc
        .tuple(...stores.map((one) => few(cell(one))))
        .map((cells) => aMatrix({ stores, cells: cells.flat() })),
    );

const check = (): fc.Arbitrary<CheckRow> =>
  fc.record({
    id: hostileText(),
    group: fc.constantFrom('A', 'R'),
    reference: hostileText(),
    title: hostileText(),
    severity: fc.constantFrom('low', 'critical'),
    subject: fc.constant('workload'),
    needs: fc.constant([]),
    status: fc.constantFrom('implemented', 'planned'),
    reportsUnder: fc.option(hostileText()),
  });

/** Hostile text in every field of every document that a page is made of. */
export const arbitraryInput = (): fc.Arbitrary<HtmlReport> =>
  fc.record({
    report: arbitraryReport(),
    matrix: matrix(),
    catalogue: few(check()),
    now: fc.nat().map((at) => at * 1000),
    narrowedTo: few(hostileText()),
  });
