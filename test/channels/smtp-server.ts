import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What the server does with the mail at hand: an answer code, or breaking the connection. */
export type Behaviour =
  | 'accept'
  | 'drop-before-final-dot'
  | 'drop-after-final-dot'
  | { readonly at: 'RCPT' | 'DATA' | 'CONNECT'; readonly code: number; readonly text: string };

export interface ReceivedByServer {
  readonly messageId: string | undefined;
  readonly from: string | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly headers: readonly string[];
  readonly recipients: readonly string[];
}

export interface TestServer {
  readonly url: string;
  /** Everything whose content arrived, acknowledged or not. */
  readonly received: ReceivedByServer[];
  /** What comes next; then the last one again. */
  behave(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that misbehaves as told. */
export async function startTestServer(): Promise<TestServer> {
  const received: ReceivedByServer[] = [];
  let plan: Behaviour[] = ['accept'];
  const next = (): Behaviour => (plan.length > 1 ? plan.shift() : plan[0]) ?? 'accept';
  let current: Behaviour = 'accept';
  const refusal = (at: string) =>
    typeof current === 'object' && current.at === at ? Object.assign(new Error(current.text), { responseCode: current.code }) : null;
  const hangUp = () => {
    for (const connection of server.connections) connection._socket.destroy();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onConnect(_session, callback) {
      current = next();
      callback(refusal('CONNECT'));
    },
    onRcptTo(_address, _session, callback) {
      callback(refusal('RCPT'));
    },
    onData(stream, session, callback) {
      if (current === 'drop-before-final-dot') return hangUp();
      void take(stream, session, callback);
    },
  });
  const take = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null) => void,
  ): Promise<void> => {
    const mail = await simpleParser(stream);
    received.push({
      messageId: mail.messageId,
      from: mail.from?.text,
      subject: mail.subject,
      text: mail.text,
      headers: mail.headerLines.map(({ line }) => line),
      recipients: session.envelope.rcptTo.map(({ address }) => address),
    });
    if (current === 'drop-after-final-dot') return hangUp();
    callback(refusal('DATA'));
  };
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const socket = server.listen(0, '127.0.0.1', () => resolve((socket.address() as AddressInfo).port));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    behave: (...behaviours) => {
      plan = behaviours;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
