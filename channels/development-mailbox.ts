import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import type { Instant } from '../domain/shared/time.ts';

/** A mail as a person reads it. `id` is the mailbox's own; `messageId` the header, the same on every delivery of one message. */
export interface ReceivedMail {
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  /** Addresses of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly receivedAt: Instant;
}

export interface Mailbox {
  /** `smtp://127.0.0.1:port`, for the SMTP channel. */
  readonly url: string;
  /** Newest first. */
  list(): readonly ReceivedMail[];
  get(id: string): ReceivedMail | null;
  /** Stops listening. The mails stay in their folder. */
  close(): Promise<void>;
}

export const MAILS_MAX = 500;
const MAIL_BYTES_MAX = 1_000_000;
const CLOSE_TIMEOUT_MS = 1_000;
const FILE = /^(m\d{6,})\.json$/;

/**
 * A mail server for development: listens on loopback only, accepts every mail, delivers none.
 * @param options port 0 or absent takes a free one; with a directory each mail is a file there before it is acknowledged
 * @throws the listener's error (EADDRINUSE …)
 */
export async function startMailbox(options: { readonly port?: number; readonly directory?: string } = {}): Promise<Mailbox> {
  const { port = 0, directory } = options;
  const mails = directory === undefined ? [] : await readMails(directory);
  let lastNumber = numberOf(mails.at(-1)?.id);
  // One mail at a time: numbers and files stay in the order of arrival.
  let tail: Promise<void> = Promise.resolve();

  const keep = async (mail: Omit<ReceivedMail, 'id'>): Promise<void> => {
    const stored: ReceivedMail = { id: `m${String(lastNumber + 1).padStart(6, '0')}`, ...mail };
    if (directory !== undefined) await writeMail(directory, stored);
    lastNumber += 1;
    mails.push(stored);
    for (const old of mails.splice(0, Math.max(0, mails.length - MAILS_MAX))) {
      if (directory !== undefined) await rm(join(directory, `${old.id}.json`), { force: true });
    }
  };
  const server = listener(async (mail) => {
    const done = tail.then(() => keep(mail));
    tail = done.catch(() => undefined);
    await done;
  });
  const bound = await listen(server, port);
  return {
    url: `smtp://127.0.0.1:${bound}`,
    list: () => mails.toReversed(),
    get: (id) => mails.find((mail) => mail.id === id) ?? null,
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await tail;
    },
  };
}

function listener(keep: (mail: Omit<ReceivedMail, 'id'>) => Promise<void>): SMTPServer {
  return new SMTPServer({
    // Loopback: neither a password nor a certificate would protect anything here, and no address is looked up.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onData(stream, session, callback) {
      void answer(stream, session, callback);
    },
  });

  /** Only what is kept is acknowledged. */
  async function answer(stream: SMTPServerDataStream, session: SMTPServerSession, callback: (refusal?: Error) => void): Promise<void> {
    try {
      const mail = await parse(stream, session);
      if (stream.sizeExceeded) return callback(refusal(552, 'mail too large'));
      await keep(mail);
    } catch {
      return callback(refusal(451, 'mail could not be kept'));
    }
    callback();
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function parse(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Omit<ReceivedMail, 'id'>> {
  const parsed = await simpleParser(stream);
  return {
    messageId: parsed.messageId ?? '',
    from: parsed.from?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    receivedAt: Date.now(),
  };
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const socket = server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A client that breaks off is its own affair; without a listener it would end the process.
      server.on('error', () => undefined);
      resolve((socket.address() as AddressInfo).port);
    });
  });
}

async function writeMail(directory: string, mail: ReceivedMail): Promise<void> {
  const draft = join(directory, `${randomUUID()}.draft`);
  await writeFile(draft, JSON.stringify(mail));
  // A rename is all or nothing: a mail is never half there.
  await rename(draft, join(directory, `${mail.id}.json`));
}

async function readMails(directory: string): Promise<ReceivedMail[]> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => FILE.test(name));
  names.sort((a, b) => numberOf(a) - numberOf(b));
  const mails = await Promise.all(names.slice(-MAILS_MAX).map((name) => readMail(join(directory, name))));
  return mails.filter((mail) => mail !== null);
}

/** A file that is no mail (power went while it was written) is passed over rather than stopping the start. */
async function readMail(file: string): Promise<ReceivedMail | null> {
  try {
    const mail: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isMail(mail) ? mail : null;
  } catch {
    return null;
  }
}

function isMail(value: unknown): value is ReceivedMail {
  if (typeof value !== 'object' || value === null) return false;
  const { id, messageId, from, to, subject, text, receivedAt } = value as Readonly<Record<string, unknown>>;
  const texts = [id, messageId, from, subject, text];
  return texts.every((field) => typeof field === 'string') && Array.isArray(to) && typeof receivedAt === 'number';
}

function numberOf(id: string | undefined): number {
  return Number(/\d+/.exec(id ?? '')?.[0] ?? 0);
}
