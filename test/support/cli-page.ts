import { run } from '../cli/fake-host.ts';

/** A command of the page with the output that stands below it. */
const EXAMPLE =
  /```sh\npodfence ([^\n#]+?)(?: +# exits \d)?\n```\n\n```(text|json)\n[\s\S]*?\n?```/gu;

/** What the page shows is what a terminal of this width shows. */
const COLUMNS = 110;

async function renderExample(command: string, kind: string): Promise<string> {
  const { code, stdout, stderr } = await run(command.trim().split(/\s+/u), {
    stdout: { isTTY: true, columns: COLUMNS },
    env: { NO_COLOR: '1' },
  });
  const comment = code === 0 ? '' : `  # exits ${code}`;
  return `\`\`\`sh\npodfence ${command.trim()}${comment}\n\`\`\`\n\n\`\`\`${kind}\n${stdout}${stderr}\`\`\``;
}

/** The page with the output of each of its commands made anew. */
export async function renderCliPage(page: string): Promise<string> {
  let rendered = '';
  let end = 0;
  for (const match of page.matchAll(EXAMPLE)) {
    const [whole, command = '', kind = ''] = match;
    rendered += page.slice(end, match.index) + (await renderExample(command, kind));
    end = match.index + whole.length;
  }
  return rendered + page.slice(end);
}
