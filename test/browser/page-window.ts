/** What the tests put into a page's window. */
import type axe from 'axe-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
    readonly violations: string[];
    readonly ran: string[];
  }
}
