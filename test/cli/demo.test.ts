import { describe, expect, it } from '@jest/globals';
import { run } from './fake-host.ts';

describe('npm start', () => {
  it('tells the story of the workshop and exits 0', async () => {
    const { code, stdout, stderr } = await run(['demo']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const chapters = stdout.split(/^\d\. /mu).slice(1);
    expect(chapters).toHaveLength(4);
    const [before = '', after = '', drifted = '', later = ''] = chapters;
    expect(before).toContain('nobody');
    expect(after).toMatch(/Deployment\/catalog +reachable +as intended/u);
    expect(after).toContain('resolved');
    expect(drifted).toContain('raised');
    expect(drifted).toContain('settling');
    expect(drifted).toMatch(/Deployment\/checkout +reachable +not intended/u);
    expect(later).toContain('persisting');
    expect(later).not.toContain('settling  default');
  });

  it('ends with commands that work', async () => {
    const { stdout } = await run(['demo']);
    const commands = [...stdout.matchAll(/podfence -- (.+)$/gmu)].map(
      ([, command = '']) => command,
    );
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const { code, stderr } = await run(command.split(' '));
      expect(stderr).toBe('');
      expect([0, 1]).toContain(code);
    }
  });
});
