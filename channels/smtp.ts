import { createTransport } from 'nodemailer';
import type { Channel, OutgoingMessage } from './channel.ts';
import { PermanentRefusal } from './channel.ts';
import { oneLine } from './one-line.ts';

export interface SmtpOptions {
  /** `smtp://host:port`, `smtps://user:password@host`. */
  readonly url: string;
  /** The sender of every mail: `Name <address>` or a bare address. */
  readonly from: string;
  /** The right side of each Message-ID; the same on every attempt and every machine. */
  readonly domain?: string;
  /** No step of the conversation may take longer; ms. */
  readonly stepTimeoutMs?: number;
  /** The whole attempt, so that a server that answers drop by drop cannot keep it; below the lease, the activity's time and a worker's time to stop. */
  readonly attemptTimeoutMs?: number;
}

/** RFC 5321: longest path of an address. */
const ADDRESS_LENGTH_MAX = 254;
/** Deliberately narrow: one bare mailbox; no display name, list, quoting, space or control character can get into a header. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const LOCALE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;
/** Answers to these say no to the mail; a 5xx to the greeting or the login is about us, and passes when somebody has put it right. */
const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** Whether the text is one bare mail address that this channel would send to. */
export function isMailAddress(text: string): boolean {
  return text.length <= ADDRESS_LENGTH_MAX && ADDRESS.test(text);
}

/** `<id@domain>` from the message's id alone; what is not allowed there is percent-encoded, so that different ids stay different. */
export function messageIdHeader(messageId: string, domain: string): string {
  const bytes = [...new TextEncoder().encode(messageId)];
  const left = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  });
  return `<${left.join('')}@${domain}>`;
}

/**
 * Mail by SMTP: plain text, UTF-8, one connection for each mail.
 * 5xx to the mail and addresses that cannot be are PermanentRefusal; 4xx, network and time-outs are errors to try again after.
 */
export function smtpChannel(options: SmtpOptions): Channel {
  const { url, from, domain = 'holdfast.invalid', stepTimeoutMs = 10_000, attemptTimeoutMs = 18_000 } = options;
  const transport = createTransport({
    url,
    connectionTimeout: stepTimeoutMs,
    greetingTimeout: stepTimeoutMs,
    socketTimeout: stepTimeoutMs,
    dnsTimeout: stepTimeoutMs,
    // What is in a message never makes the transport read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      if (!isMailAddress(message.to)) throw new PermanentRefusal('INVALID_ADDRESS', 'not one bare mail address');
      try {
        await transport.sendMail({
          messageId: messageIdHeader(message.messageId, domain),
          from,
          to: { name: '', address: message.to },
          subject: oneLine(message.subject),
          text: message.text,
          headers: contentLanguage(message),
          signal: AbortSignal.timeout(attemptTimeoutMs),
        });
        return 'sent';
      } catch (error) {
        throw refusalOr(error);
      }
    },
  };
}

function contentLanguage(message: OutgoingMessage): Record<string, string> {
  return LOCALE.test(message.locale) ? { 'Content-Language': message.locale } : {};
}

/** Only the codes are kept: servers like to repeat the address in their text. */
function refusalOr(error: unknown): unknown {
  const { responseCode, command, response } = detailsOf(error);
  // 503 (bad sequence) says that the session went wrong, not that the mail was refused.
  if (responseCode === null || responseCode < 500 || responseCode === 503 || !ABOUT_THE_MAIL.has(command)) return error;
  const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0];
  return new PermanentRefusal('SMTP_REFUSED', [command, responseCode, enhanced].filter(Boolean).join(' '));
}

function detailsOf(error: unknown): { responseCode: number | null; command: string; response: string } {
  const fields: Readonly<Record<string, unknown>> = typeof error === 'object' && error !== null ? { ...error } : {};
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const responseCode = typeof fields['responseCode'] === 'number' ? fields['responseCode'] : null;
  return { responseCode, command: text('command'), response: text('response') };
}
