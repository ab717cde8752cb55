import type { BranchView, NodeView } from '../../estate/index.ts';

/** What checks on interfaces are asked about. */
export interface InterfaceItems {
  readonly node: NodeView;
}

/** Interfaces by what they belong to. */
export interface InterfaceGroups {
  /** Branch interfaces of the node, in use or not. */
  onNode(node: NodeView): readonly BranchView[];
}
