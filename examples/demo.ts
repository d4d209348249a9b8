// `npm run demo`: plays the stories against the running program (`npm start`) and prints each order's timeline.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callers } from './caller.ts';
import { claim } from './claim.ts';
import { defectHold } from './defect-hold.ts';
import { happyPath } from './happy-path.ts';
import { missingPart } from './missing-part.ts';
import type { Story } from './story.ts';

interface Running {
  readonly api: string;
  readonly console: string;
  readonly mailbox: string;
  readonly temporal: { readonly address: string; readonly namespace: string };
}

const stories: readonly Story[] = [happyPath, missingPart, defectHold, claim];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function running(): Running | null {
  const file = join(process.env['DATA_DIR'] ?? '.data', 'run.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Running;
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const program = running();
  if (!program) {
    say('Holdfast is not running here: start it with `npm start` in another terminal (and the same DATA_DIR), then run the demo again.');
    return 1;
  }
  const api = callers(program.api, say);
  const run = Date.now().toString(36);
  for (const [index, story] of stories.entries()) {
    say(`\n${index + 1}. ${story.title}`);
    const orderId = await story.play({ api, say, run, temporal: program.temporal });
    const order = { params: { path: { orderId }, query: { limit: '100' } } };
    const { items } = await api.as('dev-support:agent-7').get('/v1/orders/{orderId}/timeline', order);
    say(`\n   Timeline of ${orderId}`);
    for (const { sequence, at, type, actor, because } of items) {
      say(
        `   ${String(sequence ?? '').padStart(3)}  ${at}  ${type.padEnd(24)} ${`${actor.role}:${actor.id}`.padEnd(26)} ${because[0] ?? ''}`,
      );
    }
    say(`   ${program.console}/orders/${orderId}`);
  }
  say(`\nThe mails that went out: ${program.mailbox}`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
