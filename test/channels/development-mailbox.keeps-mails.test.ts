// Goal: the development mailbox shows what was sent and loses nothing it acknowledged.
// Method: real SMTP into it, a folder of its own, a second start on the same folder.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAILS_MAX, type Mailbox, startMailbox } from '../../channels/development-mailbox.ts';
import { smtpChannel } from '../../channels/smtp.ts';

let directory: string;
let open: Mailbox[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mailbox with space '));
});
afterEach(async () => {
  await Promise.all(open.map((mailbox) => mailbox.close()));
  open = [];
  await rm(directory, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startMailbox>[0]): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  open.push(mailbox);
  return mailbox;
}

async function stop(mailbox: Mailbox): Promise<void> {
  open = open.filter((one) => one !== mailbox);
  await mailbox.close();
}

function send(mailbox: Mailbox, messageId: string): Promise<'sent'> {
  const channel = smtpChannel({ url: mailbox.url, from: 'desk@holdfast.example', domain: 'holdfast.example' });
  return channel.send({
    messageId,
    to: 'ana@customer.example',
    subject: `Über ${messageId}`,
    text: `Text of ${messageId}`,
    locale: 'en-US',
  });
}

describe('the development mailbox', () => {
  it('shows a mail with its parts as soon as it is acknowledged, newest first', async () => {
    const mailbox = await start({});
    await send(mailbox, 'one');
    await send(mailbox, 'two');
    const [newest, oldest] = mailbox.list();
    expect(newest).toMatchObject({
      messageId: '<two@holdfast.example>',
      from: 'desk@holdfast.example',
      to: ['ana@customer.example'],
      subject: 'Über two',
    });
    expect(newest?.text.trim()).toBe('Text of two');
    expect(newest?.receivedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(mailbox.get(oldest?.id ?? '')).toEqual(oldest);
    expect(mailbox.get('m999999')).toBeNull();
  });

  it('has every mail again after a restart, and goes on counting', async () => {
    const first = await start({ directory });
    await send(first, 'one');
    await send(first, 'two');
    const before = first.list();
    await stop(first);
    const second = await start({ directory });
    expect(second.list()).toEqual(before);
    await send(second, 'three');
    expect(new Set(second.list().map(({ id }) => id)).size).toBe(3);
  });

  it('passes over a file that is no mail rather than refusing to start', async () => {
    await writeFile(join(directory, 'm000001.json'), '{"id":"m0000');
    await writeFile(join(directory, 'm000002.json'), '{}');
    const mailbox = await start({ directory });
    expect(mailbox.list()).toEqual([]);
    await send(mailbox, 'one');
    expect(mailbox.list()).toHaveLength(1);
  });

  it(`keeps the newest ${MAILS_MAX}, in memory and on disk`, async () => {
    const old = (n: number) => ({
      id: `m${String(n).padStart(6, '0')}`,
      messageId: '',
      from: '',
      to: [],
      subject: `${n}`,
      text: '',
      receivedAt: n,
    });
    await Promise.all(
      Array.from({ length: MAILS_MAX }, (_, index) => old(index + 1)).map((mail) =>
        writeFile(join(directory, `${mail.id}.json`), JSON.stringify(mail)),
      ),
    );
    const mailbox = await start({ directory });
    expect(mailbox.list()).toHaveLength(MAILS_MAX);
    await send(mailbox, 'newest');
    expect(mailbox.list()).toHaveLength(MAILS_MAX);
    expect(mailbox.get('m000001')).toBeNull();
    expect(mailbox.get('m000002')).not.toBeNull();
    expect((await readdir(directory)).sort()).toEqual(
      mailbox
        .list()
        .map(({ id }) => `${id}.json`)
        .sort(),
    );
  });

  it('takes many mails at once without losing or mixing one', async () => {
    const mailbox = await start({ directory });
    const ids = Array.from({ length: 20 }, (_, index) => `msg-${index}`);
    await Promise.all(ids.map((id) => send(mailbox, id)));
    expect(new Set(mailbox.list().map(({ messageId }) => messageId))).toEqual(new Set(ids.map((id) => `<${id}@holdfast.example>`)));
    for (const { subject, text } of mailbox.list()) expect(text.trim()).toBe(subject.replace('Über', 'Text of'));
  });

  it('listens on loopback only, and says so when its port is taken', async () => {
    const mailbox = await start({});
    expect(mailbox.url).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(mailbox.url).port);
    await expect(startMailbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
