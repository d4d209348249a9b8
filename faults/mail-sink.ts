import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A mail whose content arrived, whether its sender was told so or not. */
export interface Mail {
  readonly messageId: string;
  readonly to: string;
  /** SHA-256 of subject and text: copies of one message are equal. */
  readonly content: string;
}

export interface MailSinkOptions {
  readonly random: () => number;
  /** Share of mails after which the connection is broken before the sender has its answer. */
  readonly hangUpShare: number;
  /** Until it answers a mail, at most, ms. */
  readonly delayMsMax: number;
}

export interface MailSink {
  readonly url: string;
  readonly mails: readonly Mail[];
  /** How often the connection was broken after the mail had been taken, so that its sender has to send it again. */
  hangUps(): number;
  /** Mails that wait for their answer just now: attempts that a stop would cut. */
  underWay(): number;
  close(): Promise<void>;
}

/** A real SMTP server that keeps what arrives, and breaks the connection before it has thanked for a mail in some cases. */
export async function startMailSink({ random, hangUpShare, delayMsMax }: MailSinkOptions): Promise<MailSink> {
  const mails: Mail[] = [];
  let hangUps = 0;
  let underWay = 0;
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession, done: () => void): Promise<void> => {
    const { messageId = '', subject = '', text = '' } = await simpleParser(stream);
    const content = createHash('sha256').update(`${subject}\n${text}`).digest('hex');
    mails.push({ messageId, to: session.envelope.rcptTo.map(({ address }) => address).join(','), content });
    underWay += 1;
    await delay(random() * delayMsMax);
    underWay -= 1;
    if (random() >= hangUpShare) return done();
    hangUps += 1;
    for (const connection of server.connections) if (connection.session.id === session.id) connection._socket.destroy();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    // A sender that was killed in the middle of a mail has sent none.
    onData: (stream, session, done) => void take(stream, session, done).catch(() => undefined),
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const socket = server.listen(0, '127.0.0.1', () => resolve((socket.address() as AddressInfo).port));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    hangUps: () => hangUps,
    underWay: () => underWay,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
