import { describe, expect, it } from '@jest/globals';
import { createProgress } from '../../cli/progress.ts';

function aStream(isTTY: boolean) {
  const written: string[] = [];
  const stream = {
    isTTY,
    write: (chunk: string) => written.push(chunk) > 0,
    on: () => undefined,
  };
  return { written, stream };
}

describe('progress', () => {
  it('says what is being done after a second, and wipes it', () => {
    let now = 0;
    const { written, stream } = aStream(true);
    const progress = createProgress(stream, false, () => now);
    progress.stage('reading');
    now = 2500;
    progress.stage('judging');
    progress.end();
    expect(written).toEqual(['\r\u001b[2Kjudging… 2 s', '\r\u001b[2K']);
  });

  it('is silent when the work is quick', () => {
    const { written, stream } = aStream(true);
    const progress = createProgress(stream, false, () => 0);
    progress.stage('reading');
    progress.end();
    expect(written).toEqual([]);
  });

  it.each([
    ['in a pipe', false, false],
    ['when it is told to be quiet', true, true],
  ])('is silent %s', (_why, isTTY, isQuiet) => {
    let now = 0;
    const { written, stream } = aStream(isTTY);
    const progress = createProgress(stream, isQuiet, () => (now += 5000));
    progress.stage('reading');
    progress.end();
    expect(written).toEqual([]);
  });
});
